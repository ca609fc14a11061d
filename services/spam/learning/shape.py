"""The shape of a text, apart from its words: counted in steps, each named as a moderator reads it."""

import re
from unicodedata import category

_LINK = re.compile(r"https?://|www\.|\.(?:com|net|org|info|ru|io|me|ly|xyz|site|club|shop|top)\b")
_PHONE = re.compile(r"\+?\d[\d ()-]{7,20}")
_MONEY = re.compile(r"[$€£¥₽₹]|\d\s?%")
_REPEATED = re.compile(r"(.)\1{3}")
_MIXED = re.compile("[a-z][а-яё]|[а-яё][a-z]")
_MARKUP = re.compile(r"</?[a-z]|\[/?(?:url|b|img)|\]\(")
_NUMBERED = re.compile(r"\b[^\W\d_]{2,20}\d")
_CAPITALS = re.compile(r"\b[^\W\d_a-z]{3,30}\b")
_DIGIT = re.compile(r"\d")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e\u2460-\u24ff\U0001f110-\U0001f189]")
_PICTURE = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")


def shape(read: str, folded: str, spelt: list[str], advertising: int) -> set[str]:
    letters = sum(map(len, spelt)) or 1
    capitals = sum(map(str.isupper, read))
    numbered = folded if _DIGIT.search(folded) else ""
    exotic = "" if read.isascii() else read
    counts = {
        "characters": len(read),
        "words": len(spelt),
        "lines": read.count("\n") + 1,
        "digits": len(_DIGIT.findall(read)),
        "exclamation marks": read.count("!"),
        "words in capitals": sum(word.isupper() for word in _CAPITALS.findall(read if capitals else "")),
        "styled letters": len(_STYLED.findall(exotic)),
        "pictures": len(_PICTURE.findall(exotic)),
    }
    shares = {
        "capitals": capitals / letters,
        "digits among the letters": counts["digits"] / letters,
        "letters beyond ASCII": _beyond_ascii(exotic) / (len(read) or 1),
        "different words": len(set(spelt)) / (len(spelt) or 1),
    }
    few = {
        "links": len(_LINK.findall(folded if "." in folded or "://" in folded else "")),
        "question marks": read.count("?"),
        "@": read.count("@"),
        "#": read.count("#"),
        "markup": len(_MARKUP.findall(folded)),
        "phone numbers": len(_PHONE.findall(read if counts["digits"] else "")),
        "sums of money": len(_MONEY.findall(read)),
        "repeated letters": len(_REPEATED.findall(read)),
        "mixed scripts": len(_MIXED.findall(folded if exotic else "")),
        "words with numbers": len(_NUMBERED.findall(numbered)),
        "words of advertising": advertising,
        "letters in a word": letters // (len(spelt) or 1) // 2,
    }
    found = {f"{name}: {_step(count)}" for name, count in counts.items()}
    found |= {f"{name}: {min(8, int(share * 8))}/8" for name, share in shares.items()}
    found |= {f"{name}: {min(count, 4)}" for name, count in few.items()}
    return found | {f"begins with {category(read[:1] or ' ')}", f"ends with {category(read.rstrip()[-1:] or ' ')}"}


def _beyond_ascii(read: str) -> int:
    return len(read) - len(read.encode("ascii", "ignore"))


def _step(count: int) -> str:
    """0, 1, 2–3, 4–7 … 512 or more."""
    low = 1 << min(count.bit_length() - 1, 9) if count else 0
    return f"{low} or more" if low == 512 else f"{low}–{2 * low - 1}" if low > 1 else f"{low}"
