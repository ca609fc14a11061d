"""What readers tell the moderators about a comment."""

import pytest

from blueprints.api.schemas.told import Reported
from models import Report, Thread, db, transaction
from models.reacting import REASONS
from tests.answers import refused
from tests.cast import Reader


@pytest.fixture
def comment(bob) -> int:
    return bob.say("Buy my watches.")["id"]


def reports() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(row.reason, row.text) for row in db.session.scalars(db.select(Report).order_by(Report.id))]


def test_it_works(carol, comment):
    answer = carol.report(comment, "spam", text="It sells watches.\nAgain.")

    assert (answer.status_code, answer.json["reported"]) == (201, True)
    assert reports() == [("spam", "It sells watches.\nAgain.")]


def test_it_is_what_the_reference_says(carol, comment):
    assert Reported().validate(carol.report(comment).json) == {}


def test_again_it_is_the_same_report(carol, comment):
    carol.report(comment, "spam", text="The first.")

    again = carol.report(comment, "abuse", text="The second.")

    assert (again.status_code, again.json["reported"]) == (200, True)
    assert reports() == [("spam", "The first.")]


def test_who_brings_no_token_gets_one_and_is_known_by_it(carol, comment):
    token = carol.report(comment).json["visitor"]

    assert token
    assert carol.report(comment).json["visitor"] == token


@pytest.mark.parametrize("reason", REASONS)
def test_these_are_the_reasons(carol, comment, reason):
    assert carol.report(comment, reason).status_code == 201
    assert reports() == [(reason, "")]


def test_readers_see_nothing_of_it(carol, comment):
    etag = carol.get("/threads").headers["ETag"]

    carol.report(comment, text="A secret.")

    assert carol.get("/threads").headers["ETag"] == etag
    assert "A secret." not in carol.get("/threads").text


def test_a_text_may_be_long_but_not_longer(carol, comment):
    refusal = refused(carol.report(comment, text="x" * 1001))

    assert refusal == (422, "invalid", {"text": "too_long"})
    assert carol.report(comment, text="x" * 1000).status_code == 201


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": "bell\x07"}, "control_characters"),
        ({"text": "nul\x00"}, "control_characters"),
        ({"text": "\ud800"}, "not_unicode"),
        ({"text": 1}, "wrong_type"),
        ({"text": ["x"]}, "wrong_type"),
        ({"text": None}, "required"),
        ({"reason": ""}, "not_allowed"),
        ({"reason": "SPAM"}, "not_allowed"),
        ({"reason": 1}, "not_allowed"),
        ({"reason": ["spam"]}, "not_allowed"),
        ({"reason": {}}, "not_allowed"),
        ({"reason": None}, "required"),
        ({"id": 1}, "unknown"),
        ({"comment_id": 1}, "unknown"),
        ({"settled_at": "2030-01-01T00:00:00Z"}, "unknown"),
        ({"visitor": "x"}, "unknown"),
        ({"url": "https://blog.example/"}, "unknown"),
    ],
)
def test_r11_what_is_not_asked_for_is_refused(carol, comment, change, code):
    assert refused(carol.report(comment, **change)) == (422, "invalid", {next(iter(change)): code})
    assert reports() == []


@pytest.mark.parametrize("to", ["rejected", "spam", "deleted"])
def test_what_readers_do_not_see_they_do_not_report(carol, comment, move, to):
    move(comment, to)

    assert refused(carol.report(comment)) == (404, "not_found", {})


@pytest.mark.parametrize("comment_id", [999_999, 2**63, 2**70])
def test_what_never_was_nobody_reports(carol, comment_id):
    assert refused(carol.report(comment_id)) == (404, "not_found", {})


def test_where_nobody_may_write_any_more_one_may_still_report(carol, comment, site):
    with transaction():
        site.is_open = False
        db.session.execute(db.update(Thread).values(closed_at=Thread.created_at))

    assert carol.report(comment).status_code == 201


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_r7_what_any_page_may_send_without_asking_is_refused(client, comment, content_type):
    path, body = f"/api/v1/comments/{comment}/reports", '{"site":"blog","reason":"spam"}'

    assert client.post(path, data=body, content_type=content_type).status_code == 415
    assert reports() == []


def test_r10_a_comment_of_another_site_can_not_be_reported(client, other_site, comment):
    assert refused(Reader(client, "Dan", site="other").report(comment)) == (404, "not_found", {})
    assert reports() == []


def test_r10_a_visitor_of_another_site_is_unknown(client, other_site, bob, comment):
    dan = Reader(client, "Dan", site="other", token=bob.token)

    assert refused(dan.report(comment)) == (401, "visitor_unknown", {})


def test_a_page_that_the_site_does_not_list_may_not_send(carol, comment):
    carol.headers["Origin"] = "https://evil.example"

    assert refused(carol.report(comment)) == (403, "foreign_origin", {})
    assert reports() == []


def test_what_its_author_deletes_has_no_reports_any_more(bob, carol, comment):
    carol.report(comment, text="It names me.")

    bob.remove(comment)

    assert reports() == []
