"""The widget as `make widget` made it: bundled, minified, compressed, each name with a hash of what is inside."""

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Build:
    """`entry` is what embed.js stands for; `files` by name; `kept` are those of the build before, for open pages."""

    folder: Path
    entry: str
    files: dict[str, dict[str, Any]]
    kept: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return name in self.files or name in self.kept

    @property
    def integrities(self) -> dict[str, str]:
        """Of every script by its name, as HTML's integrity attribute has it."""
        return {name: about["integrity"] for name, about in self.files.items() if "integrity" in about}


def find_build(root: Path, folder: Path) -> Build | None:
    """The build in the folder, if there is one and it was made of the modules and words that stand below the root.

    One that is out of date is passed over with a warning. Whether it is, is looked at once for each build.
    """
    try:
        return _read(root, folder, (folder / "manifest.json").stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=4)
def _read(root: Path, folder: Path, _: int) -> Build | None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if manifest["sources"] != _digests(root):
        log.warning(
            "the widget's build is not of the modules and words that stand here, so these are served as they are"
        )
        return None
    return Build(folder, manifest["entry"], manifest["files"], frozenset(manifest["kept"]))


def _digests(root: Path) -> dict[str, str]:
    """Of everything that a build is made of, as its manifest has them."""
    modules = [path for path in (root / "widget/chiosa").rglob("*") if path.is_file()]
    paths = [root / "widget/embed.js", *modules, *(root / "locales").glob("*.json")]
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}
