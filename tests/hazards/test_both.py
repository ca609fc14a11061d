"""Web and worker from one process: each of them may fall, and both end together."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from models import Comment, transaction
from tests.conftest import until
from tests.hazards.servers import NO_ANSWER, Service, letter
from tests.hazards.truth import what_is_wrong


@pytest.fixture
def service(site, settings_told, let_go):
    with transaction():
        site.hold = "nothing"
    let_go()
    with Service(settings_told) as service:
        yield service


@pytest.fixture
def post(service):
    """Send one comment until it is taken."""

    def send(text):
        def is_taken():
            with suppress(*NO_ANSWER):
                return service.ask("POST", "/api/v1/comments", *letter(service, "Carol", text))[0] in (201, 202)
            return False

        until(is_taken)

    return send


@pytest.fixture
def child(service):
    """The process id of "web" or "worker", as soon as there is one."""

    def find(name):
        niceness = {os.getpriority(os.PRIO_PROCESS, each): each for each in _children(service.processes["both"].pid)}
        return len(niceness) == 2 and niceness[max(niceness) if name == "worker" else min(niceness)]

    return lambda name: until(lambda: find(name))


def _children(pid):
    return [int(each) for path in Path(f"/proc/{pid}/task").glob("*/children") for each in path.read_text().split()]


def test_it_works(service, akismet, post, rows):
    service.start("both")

    post("Hello.")

    until(lambda: rows(Comment, status="published") == 1)
    assert service.terminate("both", within=20) == 0
    assert what_is_wrong() == []


@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_falls_is_started_anew(service, akismet, post, rows, child, name):
    service.start("both")
    fallen = child(name)

    os.kill(fallen, signal.SIGKILL)
    until(lambda: fallen not in _children(service.processes["both"].pid))
    post("Is anybody there?")

    until(lambda: rows(Comment, status="published") == 1)
    assert child(name) != fallen


def test_who_asks_the_worker_to_end_ends_both(service, child):
    service.start("both")

    os.kill(child("worker"), signal.SIGTERM)

    assert service.processes["both"].wait(20) == 0
