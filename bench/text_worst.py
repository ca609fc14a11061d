"""How long the worst texts known take to become HTML: `python -m bench.text_worst`.

Processor time of everything that is done to a comment's text, the better of two runs. The targets are 300 ms for any
10,000 characters and 1.5 s for any 64,000. "refused" is an answer too; its time is what the refusal cost.
"""

from collections.abc import Callable
from itertools import count, islice
from time import thread_time

from services.text.highlight import CODE_MAX
from services.text.languages import LANGUAGES
from services.text.links import links_in
from services.text.plain import fingerprint
from services.text.render import TooDeep, render

TARGETS = {10_000: 0.3, 64_000: 1.5}

REPEATED = {
    "one word": "a",
    "lines": "a\n",
    "paragraphs": "a\n\n",
    "<": "<",
    "<x": "<x ",
    "&": "&",
    "& and line ends": "&\n",
    "quotation marks": '"',
    "[": "[",
    "![": "![",
    "[< open": "[<",
    "[] closed": "[]",
    "![ with emphasis": "![_",
    "![ with markup": "![<)",
    "[a]( open": "[a](",
    '[a](b " open title': '[a](b "',
    "links": "[](http://a)",
    "images": "![](http://a)",
    "images in images": "![![a](http://a)](http://a)",
    "images that are shown": "![a](https://a.b)",
    "images in links": "[![a](https://a.b)](http://a)",
    "fences with a language": "```py\na=1\n```\n",
    "autolinks": "<http:a>",
    "<a: open": "<a:",
    "<a@a. open": "<a@a.",
    "*a*": "*a*",
    "**a**": "**a**",
    "~~a~~": "~~a~~",
    "*a _b": "*a _b ",
    "*a **b": "*a **b ",
    "a**b c*": "a**b c* ",
    "a_": "a_",
    "`a`": "`a`",
    "`a``b": "`a``b",
    "stars": "*",
    "> ": "> ",
    "> a": "> a\n",
    "quotes": ">a\n\n",
    "lazy quotes": "> a\nb\n",
    "- ": "- ",
    "list": "- a\n",
    "numbered list": "1. a\n",
    "fences": "```\n",
    "fences in a list": "- ```\n",
    "headings": "# a\n",
    "underlined headings": "a\n=\n",
    "rules": "***\n",
    "definitions": "[a]: http://b\n",
    "entities": "&#60;",
    "backslashes": "\\",
    "hard breaks": "\\\n",
    "tabs": "\t",
    "a.a-": "a.a-",
    "xwww.|": "xwww.|",
    "bare links": "http://a ",
    "bare links, unspaced": "http://",
    "bare links, bracketed": "http://a[",
    "bare links, closed": "http://a)",
    "bare links, international": "http://é ",
    "accents": "e\u0301",
    "families": "\U0001f468\u200d\U0001f469\u200d",
    "zero width": "\u200b",
    "right to left": "\u05d0\u200f ",
    "controls": "\x01",
    "lone surrogates": "\ud800",
    "ligatures": "\ufdfa",
    "negated >": "&gt;\u0338",
}


# What each reader of code takes longest for, of the hostile texts that were tried.
SLOW_CODE = {
    "c": "{\n",
    "csharp": "a\n",
    "css": '\\"',
    "go": '\\"',
    "html": "<?",
    "ini": "= ",
    "javascript": '"\\',
    "kotlin": "data ",
    "make": '\\"',
    "perl": "~s(",
    "php": "<<<A\n" + "\n" * 17,
    "python": " \n",
    "r": '\\"',
    "ruby": "${",
    "typescript": ".a",
    "yaml": "@",
}


def _in_lines(piece: str) -> str:
    return piece if "\n" in piece else piece * (298 // len(piece)) + "\n"


def _coloured(language: str, piece: str) -> Callable[[int], str]:
    """As much slow code as is coloured, and then what is slow to sanitise."""
    code = (_in_lines(piece) * CODE_MAX)[: CODE_MAX - 1]
    return lambda size: f"```{language}\n{code}\n```\n" + ("*a* " * 2_000 + "a" * size)[: size - CODE_MAX - 20]


def _halves(before: str, after: str) -> Callable[[int], str]:
    return lambda size: before * (size // 2 // len(before)) + after * (size // 2 // len(after))


def _growing(piece: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: "".join(islice(map(piece, count(1)), size // 8))[:size]


COMPOSED: dict[str, Callable[[int], str]] = {
    "marks in wrong order": _halves("\u0301", "\u0316"),
    "nested brackets": _halves("[", "]"),
    "nested emphasis": _halves("*a ", "a*"),
    "nested strong emphasis": _halves("*a **b ", "b** a*"),
    "open, then links": _halves("[", "](http://a)"),
    "fences of all lengths": _growing(lambda n: "`" * n + "a"),
    "definitions and their uses": _halves("[a]: http://b\n", "\n[a]"),
    "deeper and deeper lists": _growing(lambda n: " " * 2 * (n % 9) + "- a\n"),
    "markup, then &": lambda size: "- ```\n" * 800 + "&" * (size - 4_800),
    "markup, then [<": lambda size: "- ```\n" * 800 + "[<" * (size // 2 - 2_400),
    "markup, then lines": lambda size: "> a\n\n" * 1_200 + "&[<" * ((size - 6_000) // 3),
    "many quotes at the limit": lambda size: (">" * 18 + "a\n\n") * (size // 21),
    "long link": lambda size: f"[a](http://x/{'a' * (size - 20)})",
    "long international host": lambda size: f"http://{'é' * (size - 20)}/",
    "long entity in a link": lambda size: f"[a](http://x/&#{'1' * (size - 20)})",
}


COMPOSED |= {f"{language} in colours": _coloured(language, piece) for language, piece in SLOW_CODE.items()}
COMPOSED["most colours"] = _coloured("python", "1 a 2 b 3 c 4\n" + "a b c d e f\n" * 2)


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


WORST = {name: _repeated(unit) for name, unit in REPEATED.items()} | COMPOSED


def measure(text: str) -> tuple[float, bool]:
    """Seconds, and whether it was refused."""
    is_refused = False
    began = thread_time()
    try:
        render(text, images=True)
    except TooDeep:
        is_refused = True
    links_in(text)
    fingerprint(text)
    return thread_time() - began, is_refused


def main() -> None:
    render("Loads what is loaded once." + "".join(f"\n```{name}\na\n```\n" for name in LANGUAGES), images=True)
    worst = dict.fromkeys(TARGETS, 0.0)
    print(" " * 30 + "".join(f"{size:>9,} characters    " for size in TARGETS))
    for name, compose in WORST.items():
        print(f"{name:30}", end="")
        for size, target in TARGETS.items():
            seconds, is_refused = min(measure(compose(size)), measure(compose(size)))
            worst[size] = max(worst[size], seconds)
            note = "TOO SLOW" if seconds > target else "refused" if is_refused else ""
            print(f"{seconds * 1000:9.1f} ms {note:11}", end="")
        print()
    for size, seconds in worst.items():
        target = TARGETS[size] * 1000
        print(f"The worst of {size:,} characters takes {seconds * 1000:.0f} ms; {target:.0f} ms are allowed.")


if __name__ == "__main__":
    main()
