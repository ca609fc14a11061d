"""A site that publishes what nothing speaks against, and somebody who gets their comments marked as spam."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Site, transaction
from tests.cast import Reader


@pytest.fixture
def open_site(site: Site) -> Site:
    """alice's blog, where nobody has to wait for being new."""
    with transaction():
        site.hold = "nothing"
    return site


@pytest.fixture
def spam(mallory: Reader, move: Callable[[int, Any], Any]) -> Callable[..., dict[str, Any]]:
    """mallory writes something, and alice calls it spam."""

    def write(text: str, **more: Any) -> dict[str, Any]:
        comment = mallory.say(text, **more)
        move(comment["id"], "spam")
        return comment

    return write
