"""R20: in the room too a fault of ours is told in general words with a number, to people and to its scripts."""

import re

import pytest

from tests.blueprints.dashboard.conftest import SCRIPT, guest, room  # noqa: F401 (fixtures)

NUMBER = re.compile(r"\b[0-9a-f]{12}\b")
INSIDES = ("secret insides", "Traceback", "sqlalchemy", "psycopg", "sqlite", "INSERT", "/blueprints/", "Error(")


def told_insides(answer) -> list[str]:
    return [each for each in INSIDES if each in answer.text]


@pytest.fixture
def rename(room, breaking, caplog):  # noqa: F811
    """alice takes another name while no line of the log can be written."""

    def ask(**how):
        room.open("/room/account")
        with breaking("change"):
            return room.send("/room/account/name", name="Alice Liddell", **how)

    return ask


def test_it_works(rename):
    answer = rename()

    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "Something went wrong on our side." in answer.text


def test_r20_the_page_names_a_number_and_nothing_of_the_inside(rename, caplog):
    answer = rename()

    number = NUMBER.search(answer.text)[0]
    (record,) = [record for record in caplog.records if number in record.getMessage()]
    assert told_insides(answer) == []
    assert "secret insides" in str(record.exc_info[1])


def test_r20_a_script_of_the_room_is_told_the_same(room, carol, breaking, caplog):  # noqa: F811
    comment = carol.say()
    room.open("/room/")

    with breaking("decision"):
        answer = room.press("published", comment, headers=SCRIPT)

    assert (answer.status_code, answer.json["error"]["code"]) == (500, "internal")
    assert NUMBER.search(answer.json["error"]["message"])[0] in caplog.text
    assert told_insides(answer) == []


def test_r20_such_a_page_is_guarded_as_any_other(rename):
    answer = rename()

    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_r20_who_signs_in_meanwhile_is_told_nothing_of_the_inside(guest, alice, breaking, caplog):  # noqa: F811
    from services.identity.sign_in import make_link

    link = f"/room/enter/{make_link(alice.account)}"
    guest.open(link)

    with breaking("account_session"):
        answer = guest.send(link)

    assert answer.status_code == 500
    assert told_insides(answer) == []
    assert link.rpartition("/")[2] not in answer.text


@pytest.mark.parametrize(
    "path", ["/room/nowhere", "/room/blog/nowhere", "/room/log?before=x", "/room/comments/999/why"]
)
def test_r20_what_is_refused_tells_nothing_of_the_inside_either(room, path):  # noqa: F811
    answer = room.open(path)

    assert answer.status_code == 404
    assert told_insides(answer) == []
