from dataclasses import replace

import pytest

from blueprints.limits import limiter
from tests.cast import PAGE


@pytest.fixture
def twice_a_minute(app):
    """A household may write twice a minute, and ten times an hour."""
    house = app.extensions["chiosa"]
    app.extensions["chiosa"] = replace(house, config=replace(house.config, limit_address="2 per minute;10 per hour"))
    yield
    app.extensions["chiosa"] = house


def write(reader, *texts: str) -> list[int]:
    return [reader.write(text).status_code for text in texts]


def test_it_works(carol, twice_a_minute):
    assert write(carol, "One.", "Two.", "Three.") == [201, 201, 429]


def test_one_household_takes_nothing_from_another(carol, mallory, twice_a_minute):
    write(carol, "One.", "Two.", "Three.")

    assert mallory.write("Hello.").status_code == 201


def test_what_was_refused_for_its_haste_does_not_count(carol, twice_a_minute, time_machine):
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    write(carol, "One.", "Two.", "Three.", "Four.")
    time_machine.move_to("2026-06-01T12:01:01Z", tick=False)

    assert write(carol, "Three.", "Four.", "Five.") == [201, 201, 429]


def test_it_says_how_long_to_wait(carol, twice_a_minute):
    write(carol, "One.", "Two.")

    answer = carol.write("Three.")

    assert answer.json == {
        "error": {"code": "too_many", "message": "Too many at once. Please wait a little and try again."}
    }
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_script_on_another_origin_may_read_how_long(carol, twice_a_minute):
    write(carol, "One.", "Two.")
    carol.headers["Origin"] = "https://blog.example"

    answer = carol.write("Three.")

    assert answer.headers["Access-Control-Allow-Origin"] == "https://blog.example"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_a_trusted_proxy_writes_for_many(carol, twice_a_minute):
    carol.ip = "10.9.0.1"
    carol.headers["X-Forwarded-For"] = "198.51.100.1"
    write(carol, "One.", "Two.")
    carol.headers["X-Forwarded-For"] = "198.51.100.2"

    assert write(carol, "Three.") == [201]


def test_api_and_page_share_their_limit(carol, twice_a_minute):
    write(carol, "One.")
    typed = {"form": carol.open_form()["form"], "name": "Carol", "text": "Two."}
    sent = carol.client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed, environ_base={"REMOTE_ADDR": carol.ip})

    assert sent.status_code == 303
    assert write(carol, "Three.") == [429]


def test_after_a_restart_everybody_begins_anew(carol, twice_a_minute):
    write(carol, "One.", "Two.")
    limiter.reset()

    assert write(carol, "Three.") == [201]
