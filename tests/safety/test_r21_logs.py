"""R21: nobody forges a line of the log, and no secret stands in it."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cast import PAGE

FORGED = "2026-01-01 00:00:00,000 ERROR chiosa: all is lost"


@pytest.fixture
def log(app) -> Iterator[Callable[[], str]]:
    """All that the service's own handler writes, down to the smallest detail."""
    root = logging.getLogger()
    ours = next(handler for handler in root.handlers if type(handler.formatter).__module__ == "blueprints.logs")
    written, level, stream = io.StringIO(), root.level, ours.setStream(io.StringIO())
    ours.setStream(written)
    root.setLevel(logging.DEBUG)
    yield written.getvalue
    root.setLevel(level)
    ours.setStream(stream)


@pytest.fixture
def sign_in(client, alice) -> Callable[[str, str], Any]:
    def send(email: str, password: str) -> Any:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/room/sign-in").text)[1]
        return client.post("/room/sign-in", data={"csrf_token": token, "email": email, "password": password})

    return send


def test_it_works(log):
    logging.getLogger("chiosa").warning("someone %s", "came")

    assert log().endswith("WARNING chiosa: someone came\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_a_line_end_in_what_is_logged_ends_no_line(log, end):
    logging.getLogger("chiosa").warning("refused for %s", f"carol{end}{FORGED}")

    assert len(log().splitlines()) == 1
    assert end not in log().rstrip("\n")


def test_a_line_end_in_an_error_begins_no_line_of_its_own(log):
    logging.getLogger("chiosa").error("it failed", exc_info=ValueError(f"wrong\n{FORGED}"))

    assert [line for line in log().splitlines() if line.startswith("2026")] == [log().splitlines()[0]]
    assert FORGED in log()


def test_nobody_forges_a_line_by_a_path(client, site, breaking, log):
    client.get(f"/embed/thread%0a{FORGED}")

    assert not [line for line in log().splitlines() if line.startswith(FORGED)]


def test_nobody_forges_a_line_by_a_sign_in(sign_in, log):
    sign_in(f"alice@blog.example\r\n{FORGED}", "wrong")

    assert "refused" in log()
    assert not [line for line in log().splitlines() if line.startswith(FORGED)]


def test_a_fault_is_logged_without_what_people_wrote(carol, breaking, log):
    with breaking("comment"):
        answer = carol.write("My secret text.", name="Carola Secreta", email="carol@secret.example")

    assert answer.status_code == 500
    assert answer.json["error"]["message"].rpartition(" ")[2].rstrip(".") in log()
    assert "secret.example" not in log()
    assert "My secret" not in log()
    assert "Secreta" not in log()


@pytest.mark.parametrize("mode", ["ok", "spam", "http_500", "down", "invalid_key"])
def test_no_key_and_no_token_is_logged(bob, akismet, work, log, mode):
    akismet.mode = mode

    form = bob.open_form()["form"]
    bob.post(bob.body("Hello.", form=form), **{"Idempotency-Key": "an-idempotency-key"})
    work()

    assert not [secret for secret in (akismet.key, bob.token, form, "an-idempotency-key") if secret in log()]


def test_a_refused_sign_in_is_logged_without_its_password(sign_in, log):
    sign_in("alice@blog.example", "correct horse battery")

    assert "refused door.sign_in from 127.0.0.1" in log()
    assert "correct horse" not in log()


def test_a_post_says_nothing_of_its_reader(carol, log):
    carol.say("My secret text.", email="carol@secret.example")
    carol.client.get(f"/embed/thread?site=blog&url={PAGE}")

    assert "secret" not in log()
