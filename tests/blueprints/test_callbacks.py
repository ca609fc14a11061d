"""Akismet calls back: whoever has the key may change Akismet's own word, and no more."""

import pytest

from models import Comment, Consultation, Origin, OutboxEntry, db, transaction


@pytest.fixture
def call(client, akismet):
    """Akismet says of some guids whether they are spam; the answer."""

    def send(*pairs, site="blog", key=akismet.key, **more):
        comments = [{"guid": guid, "result": result} for guid, result in pairs]
        return client.post(f"/akismet/{site}", json={"key": key, "endpoint": "x", "comments": comments} | more)

    return send


@pytest.fixture
def guid_of():
    """The name that Akismet gave to a question."""

    def find(told):
        db.session.rollback()
        return db.session.scalar(db.select(Origin.akismet_guid).filter_by(comment_id=told["id"]))

    return find


@pytest.fixture
def status_of():
    def find(told):
        db.session.rollback()
        return db.session.get(Comment, told["id"]).status

    return find


@pytest.fixture
def waiting(bob, akismet, work):
    """A comment that Akismet wants to look at once more."""
    akismet.mode = "recheck"
    comment = bob.say("Hello.")
    work()
    return comment


def test_it_works(bob, waiting, call, guid_of):
    guid = guid_of(waiting)
    answer = call((guid, "false"))

    assert answer.json == {"comments": {guid: {"status": "success", "message": "Taken."}}}
    assert bob.texts() == ["<p>Hello.</p>\n"]


def test_a_waiting_comment_may_turn_out_spam(waiting, call, guid_of, status_of):
    call((guid_of(waiting), "true"))

    assert status_of(waiting) == "spam"


def test_what_was_called_back_about_is_not_asked_again(waiting, call, guid_of, akismet, work_later):
    call((guid_of(waiting), "false"))
    asked = len(akismet.requests)
    work_later()

    assert len(akismet.requests) == asked


def test_the_history_tells_of_it(waiting, call, guid_of):
    call((guid_of(waiting), "true"))
    rows = db.session.scalars(db.select(Consultation).order_by(Consultation.id)).all()

    assert [(row.reason, row.outcome) for row in rows] == [("", "later"), ("callback", "spam")]


@pytest.mark.parametrize("to", ["published", "rejected", "spam"])
def test_a_moderators_decision_stands(waiting, call, guid_of, status_of, move, to):
    move(waiting["id"], to)
    answer = call((guid_of(waiting), "true"), (guid_of(waiting), "false"))

    assert status_of(waiting) == to
    assert next(iter(answer.json["comments"].values()))["message"] == "Noted: the comment does not wait any more."


def test_a_published_comment_stays_where_it_is(bob, akismet, work, call, guid_of, status_of):
    comment = bob.say("Hello.")
    work()
    call((guid_of(comment), "true"))

    assert status_of(comment) == "published"


def test_a_local_sign_of_spam_still_counts(waiting, call, guid_of, status_of):
    with transaction():
        db.session.execute(db.text("UPDATE site SET hold = 'everything'"))
    call((guid_of(waiting), "false"))

    assert status_of(waiting) == "pending"


def test_while_another_is_still_to_be_heard_the_comment_waits(bob, akismet, cleantalk, work, call, guid_of, status_of):
    akismet.mode, cleantalk.mode = "recheck", "http_500"
    comment = bob.say("Hello.")
    work()
    call((guid_of(comment), "false"))
    owed = db.session.scalars(db.select(OutboxEntry).filter_by(kind="check", settled_at=None)).all()

    assert status_of(comment) == "pending"
    assert [entry.details["judge"] for entry in owed] == ["cleantalk"]


def test_an_unknown_guid_is_said_to_be_one(waiting, call):
    assert call(("nobody", "true")).json["comments"]["nobody"]["status"] == "error"


@pytest.mark.parametrize(
    "wrong", [{"key": "other"}, {"key": ""}, {"key": None}, {"site": "other"}, {"site": "unknown"}, {"key": "ключ"}]
)
def test_only_who_knows_the_key_is_heard(waiting, other_site, call, guid_of, status_of, wrong):
    answer = call((guid_of(waiting), "true"), **wrong)

    assert answer.status_code == 403
    assert status_of(waiting) == "pending"


def test_another_sites_key_says_nothing_of_our_comments(waiting, other_site, call, guid_of, status_of):
    with transaction():
        other_site.akismet_key = "an0therkey12"
    answer = call((guid_of(waiting), "true"), site="other", key="an0therkey12")

    assert answer.json["comments"][guid_of(waiting)]["status"] == "error"
    assert status_of(waiting) == "pending"


def test_the_key_may_come_in_capitals(waiting, call, guid_of, akismet):
    assert call((guid_of(waiting), "true"), key=akismet.key.upper()).status_code == 200


def test_it_may_come_as_a_form(client, akismet, waiting, guid_of, status_of):
    fields = {"key": akismet.key, "comments[0][guid]": guid_of(waiting), "comments[0][result]": "true"}
    answer = client.post("/akismet/blog", data=fields)

    assert answer.status_code == 200
    assert status_of(waiting) == "spam"


@pytest.mark.parametrize(
    "comments",
    [
        *(None, [], {}, "x", [1], [{"guid": "a"}]),
        *([{"guid": guid, "result": "true"}] for guid in ("", 7, "a" * 129)),
        *([{"guid": "a", "result": result}] for result in ("maybe", [], None)),
        [{"guid": str(number), "result": "true"} for number in range(101)],
    ],
)
def test_what_is_no_callback_is_refused(call, comments):
    assert call(comments=comments).status_code == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 30_000])
def test_what_is_no_json_is_refused(client, akismet, body):
    assert client.post("/akismet/blog", data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("type", ["application/json", "application/x-www-form-urlencoded"])
def test_what_is_too_large_is_not_read(client, akismet, type):
    assert client.post("/akismet/blog", data=b"a" * 40_000, content_type=type).status_code == 413


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_it_takes_posts_only(client, akismet, method):
    assert getattr(client, method)("/akismet/blog").status_code == 405


@pytest.mark.parametrize(
    ("public", "callback"),
    [("https://comments.example", "https://comments.example/akismet/blog"), ("http://127.0.0.1:8000", None)],
)
def test_akismet_is_told_where_to_call_only_if_nobody_can_listen_in(app, bob, akismet, work, public, callback):
    jobs = app.extensions["jobs"]
    jobs.config = jobs.config.__class__(**{**jobs.config.__dict__, "public_url": public})
    bob.say("Hello.")
    work()

    assert akismet.requests[0].one("callback") == callback
    assert "callback" not in db.session.scalar(db.select(Origin.checked_as).order_by(Origin.id.desc()).limit(1))
