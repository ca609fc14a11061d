"""The languages whose code is coloured, by the names that people write beside a fence."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# The name that the page shows as `language-…`, and the others that mean the same. Each was tried with hostile text
# before it was let in; `python -m bench.text_worst` repeats the slowest of that.
_OTHER_NAMES = {
    "bash": "sh shell zsh",
    "c": "h",
    "clojure": "clj",
    "console": "shell-session",
    "cpp": "c++ cc hpp",
    "csharp": "c# cs",
    "css": "",
    "dart": "",
    "diff": "patch udiff",
    "docker": "dockerfile",
    "elixir": "ex exs",
    "go": "golang",
    "graphql": "gql",
    "haskell": "hs",
    "html": "htm",
    "http": "",
    "ini": "cfg conf dosini",
    "java": "",
    "javascript": "js mjs node",
    "json": "json5 jsonc",
    "julia": "jl",
    "kotlin": "kt",
    "lua": "",
    "make": "makefile mf",
    "matlab": "octave",
    "nginx": "",
    "perl": "pl",
    "php": "",
    "powershell": "ps1 pwsh posh",
    "python": "py py3 python3",
    "pycon": "",
    "r": "rscript",
    "ruby": "rb",
    "rust": "rs",
    "scss": "",
    "sql": "",
    "swift": "",
    "tex": "latex",
    "toml": "",
    "typescript": "ts",
    "xml": "svg xsl",
    "yaml": "yml",
    "zig": "",
}
LANGUAGES = frozenset(_OTHER_NAMES)
_NAMES = {other: name for name, others in _OTHER_NAMES.items() for other in [name, *others.split()]}


def language(beside: str) -> str | None:
    """The language that the words beside a fence name; None for one that is not coloured."""
    return _NAMES.get(beside.lower())


def lexer(name: str) -> "Lexer":
    """A new reader of a language that `language` gave: some keep what they found, and must serve one text only."""
    # PHP is shown in pieces, mostly without the mark that begins it.
    return _lexer_class(name)(stripnl=False, **({"startinline": True} if name == "php" else {}))


@cache
def _lexer_class(name: str) -> "type[Lexer]":
    # Imported when the language is first seen: together they take longer to load than the service.
    from pygments.lexers import get_lexer_by_name

    return type(get_lexer_by_name(name))
