"""A blog that publishes what nothing speaks against, on a Monday morning."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from models import Moderator, Site, db, now, transaction
from services.insight.window import Window
from services.moderation.decide import undo
from services.sites.change_site import block

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    """It stands, until it is moved."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lenient(clock: Any, site: Site) -> Site:
    block(site, "word", "casino")
    with transaction():
        site.hold = "nothing"
    return site


@pytest.fixture
def window(lenient: Site) -> Callable[[], Window]:
    """The last 30 days, as they are when it is called."""

    def see(length: int = 30) -> Window:
        db.session.rollback()
        return Window.of(lenient.id, length, now().date())

    return see


@pytest.fixture
def take_back(alice: Moderator) -> Callable[[str], None]:
    """alice undoes what she decided with one click."""

    def take(batch: str) -> None:
        db.session.rollback()
        undo(alice, batch)

    return take
