import html
import re

_INLINE = re.compile(r"</?(?:strong|em|del|code|a|span)\b[^>]*>")
_BLOCK = re.compile(r"<[^>]*>")


def excerpt(rendered: str, most: int) -> str:
    """How a rendered comment begins, as plain text on one line; cut at a word, and marked where it is cut."""
    text = " ".join(html.unescape(_BLOCK.sub(" ", _INLINE.sub("", rendered[: most * 20]))).split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut).rstrip() + "…"
