"""What the widget weighs over the wire: each file compressed by itself, as it is sent."""

import re
from dataclasses import dataclass
from pathlib import Path

import brotli

from .serving import ROOT

WIDGET = ROOT / "widget"
_STATIC_IMPORT = re.compile(r"""^import\s+(?:[^'"]*?\s+from\s+)?['"](\.[^'"]+)['"]""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Weight:
    files: int
    plain: int
    brotli: int

    @classmethod
    def of(cls, files: set[Path]) -> "Weight":
        contents = [file.read_bytes() for file in files]
        packed = [brotli.compress(content, mode=brotli.MODE_TEXT, quality=11) for content in contents]
        return cls(len(files), sum(map(len, contents)), sum(map(len, packed)))


def first_view() -> Weight:
    """embed.js with all that it imports, the styles, and one language: what stands between a page and its comments."""
    return Weight.of(
        _with_imports(WIDGET / "embed.js") | {WIDGET / "chiosa/styles.css", WIDGET / "chiosa/locales/en.js"}
    )


def everything() -> Weight:
    """With writing, and every language."""
    return Weight.of({file for kind in ("*.js", "*.css") for file in WIDGET.rglob(kind)})


def _with_imports(module: Path) -> set[Path]:
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        if (file := waiting.pop()) not in found:
            found.add(file)
            waiting += [(file.parent / name).resolve() for name in _STATIC_IMPORT.findall(file.read_text("utf-8"))]
    return found
