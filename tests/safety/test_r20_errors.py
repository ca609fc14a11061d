"""R20: a fault of ours is told in general words with a number; the log has the rest under the same number."""

import re

import pytest

from tests.cast import PAGE

NUMBER = re.compile(r"\b[0-9a-f]{12}\b")
INSIDES = ("secret insides", "Traceback", "sqlalchemy", "psycopg", "sqlite", "INSERT", "/blueprints/", "Error(")


@pytest.fixture
def faults(breaking):
    """The service as it is while no verdict can be stored."""
    with breaking("verdict"):
        yield


def told_insides(answer) -> list[str]:
    return [each for each in INSIDES if each in answer.text]


def test_it_works(carol, faults, caplog):
    answer = carol.write("Hello.")

    assert answer.status_code == 500
    assert answer.json["error"]["code"] == "internal"
    assert NUMBER.search(answer.json["error"]["message"])


def test_nothing_of_the_inside_is_told(carol, faults, caplog):
    answer = carol.write("Hello.")

    assert told_insides(answer) == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_log_has_the_rest_under_the_same_number(carol, faults, caplog):
    answer = carol.write("Hello.")

    number = NUMBER.search(answer.json["error"]["message"])[0]
    (record,) = [record for record in caplog.records if number in record.getMessage()]
    assert record.levelname == "ERROR"
    assert "secret insides" in str(record.exc_info[1])


def test_each_fault_has_its_own_number(carol, faults, caplog):
    numbers = {NUMBER.search(carol.write("Hello.").json["error"]["message"])[0] for _ in range(3)}

    assert len(numbers) == 3


def test_a_page_tells_it_to_people(client, carol, faults, caplog):
    typed = {"form": carol.open_form()["form"], "name": "Carol", "text": "Hello."}

    answer = client.post(f"/embed/thread?site=blog&url={PAGE}", data=typed)

    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert NUMBER.search(answer.text)[0] in caplog.text
    assert told_insides(answer) == []


def test_it_guards_its_answer_as_any_other(carol, faults, caplog):
    answer = carol.write("Hello.")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_next_request_is_served(carol, breaking, caplog):
    with breaking("verdict"):
        carol.write("Hello.")

    answer = carol.write("Hello.")

    assert answer.status_code == 201


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/nothing", "/embed/thread", "/chiosa/nothing.js", "/api/v1/threads"]
)
def test_what_is_refused_tells_nothing_of_the_inside_either(client, site, path):
    answer = client.get(path)

    assert 400 <= answer.status_code < 500
    assert told_insides(answer) == []
