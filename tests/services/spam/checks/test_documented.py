import re
from pathlib import Path

from services.spam import checks

DOCUMENT = Path(__file__).parents[4] / "docs/spam.md"
NAMES = {check.__name__.rpartition(".")[2] for check in checks.LOCAL}


def test_it_works():
    documented = set(re.findall(r"^\| (\w+) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))

    assert {"trap", "repetition"} <= NAMES
    assert NAMES - documented == set()


def test_what_tells_how_it_was_sent_is_a_local_check():
    assert set(checks.OF_SENDING) <= NAMES
    assert NAMES - set(checks.OF_SENDING) == {check.__name__.rpartition(".")[2] for check in checks.TEXT}
