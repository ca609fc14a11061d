"""R9: the room says nothing and hears nothing by postMessage, so whoever opens it in a window moves nothing in it."""

from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
SCRIPTS = sorted(STATIC.glob("dashboard*/*.js")) + sorted(STATIC.glob("dashboard*.js"))


def test_it_works():
    assert STATIC / "dashboard.js" in SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
@pytest.mark.parametrize(
    "way", ["postMessage", "onmessage", "'message'", '"message"', "MessageChannel", "window.opener"]
)
def test_r9_no_script_of_the_room_knows_messages(script, way):
    assert way not in script.read_text("utf-8")
