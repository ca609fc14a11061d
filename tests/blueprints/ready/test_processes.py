"""What another process wrote is seen within the time that the operator allows; what one wrote itself, at once."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from tests.cast import PAGE
from tests.conftest import until
from tests.hazards.servers import Service, letter

THREAD = f"/api/v1/threads?site=blog&url={quote(PAGE)}"
Serve = Callable[[int], Service]


@pytest.fixture
def serve(environment: dict[str, str], bob) -> Iterator[Serve]:
    """The service in a process of its own, which looks that seldom; it has been read once."""
    started: list[Service] = []

    def start(freshness: int) -> Service:
        service = Service(environment | {"CHIOSA_FRESHNESS_SECONDS": str(freshness)})
        started.append(service)
        service.start("web")
        assert count(service) == 0
        return service

    yield start
    for service in started:
        service.kill("web")


def count(service: Service) -> int:
    return int(service.ask("GET", THREAD)[1]["thread"]["count"])


def test_it_works(serve, bob):
    service = serve(1)

    bob.say("Hello.")

    until(lambda: count(service) == 1, seconds=10)


def test_with_no_time_allowed_it_is_seen_at_once(serve, bob):
    service = serve(0)

    bob.say("Hello.")

    assert count(service) == 1


def test_until_then_nothing_is_asked_and_ones_own_writes_show_at_once(serve, bob, site):
    service = serve(3600)
    bob.say("Hello.")
    unseen = count(service)

    status, _ = service.ask("POST", "/api/v1/comments", *letter(service, "Carol", "Hello from here."))

    assert (unseen, status, count(service)) == (0, 201, 1)
