"""R15: the service fetches nothing that a reader names: it opens no connection and looks up no name for a post."""

import sys
from collections.abc import Callable, Iterator

import pytest

OUTGOING = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"}
HOSTILE = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:6379/",
    "http://localhost/",
    "http://[::1]/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://metadata.google.internal/",
    "https://evil.example/pingback",
]


class Wire:
    """Every attempt of this process to reach another, as Python itself reports it. Such a hook stays for good."""

    def __init__(self) -> None:
        self.attempts: list[tuple[str, object]] = []
        self.is_watched = False
        sys.addaudithook(self._notice)

    def _notice(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_watched and event in OUTGOING:
            self.attempts.append((event, arguments[1:] if event == "socket.connect" else arguments))


_WIRE = Wire()


@pytest.fixture
def wire() -> Iterator[Wire]:
    _WIRE.attempts.clear()
    _WIRE.is_watched = True
    yield _WIRE
    _WIRE.is_watched = False


def test_it_works(bob, wire: Wire, akismet, work: Callable[[], int]):
    bob.say("Hello.")

    before, _ = len(wire.attempts), work()

    assert before == 0
    assert {event for event, _ in wire.attempts} >= {"socket.connect"}


def test_no_link_is_followed(carol, wire, work):
    answers = [carol.write(f"See {url} and ![x]({url}) and [x]({url}).", website=url, title=url) for url in HOSTILE]

    work()

    assert {answer.status_code for answer in answers} == {201}
    assert wire.attempts == []


@pytest.mark.parametrize("url", HOSTILE[:3])
def test_no_page_and_no_header_is_followed(carol, wire, work, url):
    carol.headers |= {"Referer": url, "X-Forwarded-Host": url, "Forwarded": f"host={url}", "Host": "evil.example"}

    answers = [carol.get("/threads", url=url), carol.post(carol.body("Hello.", url=url)), carol.write("Hello.")]
    work()

    assert [answer.status_code for answer in answers] == [200, 403, 201]
    assert wire.attempts == []


def test_with_akismet_only_akismet_is_reached(bob, wire, akismet, work):
    bob.say(f"See {HOSTILE[0]} now.", website=HOSTILE[1], email="bob@evil.example")

    work()

    addresses = {str(arguments) for event, arguments in wire.attempts if event == "socket.connect"}
    assert len(addresses) == 1
    assert akismet.url.rpartition(":")[2] in addresses.pop()
