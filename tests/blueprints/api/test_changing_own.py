"""What a reader may still do with a comment of their own: change it, delete it."""

from datetime import timedelta

import pytest

from models import Comment, Origin, OutboxEntry, Revision, Thread, db, now, transaction
from tests.answers import refused
from tests.tables import stored


def row(comment) -> Comment:
    db.session.rollback()
    return db.session.get(Comment, comment["id"])


def asked(akismet, name: str) -> list[str | None]:
    """What Akismet was told under that name, check by check."""
    return [request.one(name) for request in akismet.requests if request.operation == "comment-check"]


def pass_minutes(minutes: int) -> None:
    with transaction():
        db.session.execute(db.update(Comment).values(created_at=now() - timedelta(minutes=minutes)))


def test_it_works(bob):
    comment = bob.say("Befor.")

    answer = bob.change(comment["id"], "Before.")

    assert (answer.status_code, answer.json["comment"]["status"]) == (200, "published")
    assert bob.texts() == ["<p>Before.</p>\n"]
    assert bob.read()["comments"][0]["edited"]


def test_moderators_keep_what_it_said(bob):
    comment = bob.say("Befor.")

    bob.change(comment["id"], "Before.")
    bob.change(comment["id"], "Long before.")

    assert [kept.source for kept in Revision.of(row(comment).site_id, comment["id"])] == ["Befor.", "Before."]


def test_the_same_text_again_changes_nothing(bob):
    comment = bob.say("Hello.")

    answer = bob.change(comment["id"], "Hello.")

    assert (answer.status_code, answer.json["comment"]["edited"]) == (200, None)
    assert Revision.of(row(comment).site_id, comment["id"]) == []


def test_a_changed_comment_is_judged_again(bob):
    comment = bob.say("Hello.")

    answer = bob.change(comment["id"], "Buy [a](https://a.example) [b](https://b.example) [c](https://c.example).")

    assert answer.json["comment"]["status"] == "pending"
    assert bob.texts() == []


def test_while_akismet_is_asked_again_readers_see_neither(bob, akismet, work):
    comment = bob.say("Hello.")
    work()

    answer = bob.change(comment["id"], "Hello, all.")

    assert (answer.status_code, answer.json["comment"]["status"], bob.texts()) == (202, "checking", [])
    work()
    assert bob.texts() == ["<p>Hello, all.</p>\n"]


def test_akismet_is_told_why_it_is_asked_again(bob, akismet, work):
    comment = bob.say("Hello.")
    work()

    bob.change(comment["id"], "Hello, all.")
    work()

    assert asked(akismet, "recheck_reason") == [None, "edit"]
    assert asked(akismet, "comment_content")[-1] == "Hello, all."


def test_an_edit_before_the_first_check_is_checked_once(bob, akismet, work):
    comment = bob.say("Hello.")
    bob.change(comment["id"], "Hello, all.")

    work()

    assert asked(akismet, "comment_content") == ["Hello, all."]


def test_an_approval_does_not_cover_what_was_written_over_it(carol, approve):
    comment = carol.say("Hello.")
    approve(comment["id"])

    answer = carol.change(comment["id"], "Buy [a](https://a.example) [b](https://b.example) [c](https://c.example).")

    assert answer.json["comment"]["status"] == "pending"


def test_whoever_was_approved_stays_so_while_they_mend_that_comment(carol, approve):
    comment = carol.say("Helo.")
    approve(comment["id"])

    assert carol.change(comment["id"], "Hello.").json["comment"]["status"] == "published"


def test_whoever_was_approved_stays_so_while_akismet_looks_at_it_again(carol, approve, akismet, work):
    comment = carol.say("Helo.")
    work()
    approve(comment["id"])

    carol.change(comment["id"], "Hello.")
    work()

    assert carol.texts() == ["<p>Hello.</p>\n"]


def test_spam_stays_spam_whatever_is_written_over_it(mallory, move):
    comment = mallory.say("Buy this.")
    move(comment["id"], "spam")

    answer = mallory.change(comment["id"], "What a lovely article.")

    assert answer.json["comment"]["status"] == "pending"
    assert row(comment).status == "spam"


def test_replies_stand_below_a_tombstone_while_it_is_judged(bob, carol, akismet, work):
    root = bob.say("A question?")
    work()
    bob.say("An answer.", parent=root["id"])
    work()

    bob.change(root["id"], "Another question?")

    [shown] = carol.read()["comments"]
    assert (shown["status"], shown["html"], len(shown["replies"])) == ("removed", None, 1)


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), ("  ", "required"), ("x" * 10_001, "too_long"), (">" * 30 + "x", "too_deep")]
)
def test_a_text_that_could_not_be_posted_is_refused(bob, text, code):
    comment = bob.say("Hello.")

    assert refused(bob.change(comment["id"], text)) == (422, "invalid", {"text": code})
    assert bob.texts() == ["<p>Hello.</p>\n"]


@pytest.mark.parametrize("act", ["change", "remove"])
class TestBoth:
    def test_nobody_else_may(self, bob, mallory, act):
        comment = bob.say("Hello.")
        mallory.open_form()

        assert refused(getattr(mallory, act)(comment["id"])) == (403, "not_yours", {})
        assert bob.texts() == ["<p>Hello.</p>\n"]

    def test_what_another_wrote_and_nobody_sees_is_not_there(self, carol, mallory, act):
        comment = carol.say("I wait.")
        mallory.open_form()

        assert refused(getattr(mallory, act)(comment["id"])) == (404, "not_found", {})

    def test_without_a_token_nobody_is_known(self, bob, act):
        comment = bob.say("Hello.")
        bob.token = None

        assert refused(getattr(bob, act)(comment["id"])) == (401, "visitor_unknown", {})

    @pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 409)])
    def test_there_is_a_time_for_it(self, bob, act, minutes, status):
        comment = bob.say("Hello.")
        pass_minutes(minutes)

        assert getattr(bob, act)(comment["id"]).status_code == status

    def test_a_clock_that_was_set_back_does_not_make_it_endless(self, bob, act):
        comment = bob.say("Hello.")
        pass_minutes(-60)

        assert refused(getattr(bob, act)(comment["id"])) == (409, "too_late", {})

    def test_not_on_a_site_that_does_not_let_them(self, bob, site, act):
        comment = bob.say("Hello.")
        with transaction():
            site.edit_minutes = 0

        assert refused(getattr(bob, act)(comment["id"])) == (409, "too_late", {})

    def test_not_in_a_closed_discussion(self, bob, act):
        comment = bob.say("Hello.")
        with transaction():
            db.session.execute(db.update(Thread).values(closed_at=now()))

        assert refused(getattr(bob, act)(comment["id"])) == (409, "too_late", {})

    def test_not_what_a_moderator_took_away(self, bob, move, act):
        comment = bob.say("Hello.")
        move(comment["id"], "rejected")

        assert refused(getattr(bob, act)(comment["id"])) == (409, "too_late", {})

    def test_not_through_another_site(self, bob, other_site, act):
        comment = bob.say("Hello.")
        bob.site, bob.token = "other", None
        bob.open_form(url="https://other.example/lesson")

        assert refused(getattr(bob, act)(comment["id"])) == (404, "not_found", {})

    @pytest.mark.parametrize("comment_id", [0, 2**63, 10**30])
    def test_a_number_that_is_none_of_ours(self, bob, act, comment_id):
        bob.open_form()

        assert refused(getattr(bob, act)(comment_id)) == (404, "not_found", {})


def test_deleting_leaves_nothing_on_the_page(bob):
    comment = bob.say("I regret this.")

    answer = bob.remove(comment["id"])

    assert (answer.status_code, answer.json["comment"]["status"]) == (200, "removed")
    assert (bob.texts(), bob.read()["thread"]["count"]) == ([], 0)


def test_deleting_leaves_nothing_of_what_was_written_in_the_store(bob, akismet, work):
    comment = bob.say("I regret this.", email="bob@home.example", website="https://bob.example")
    bob.change(comment["id"], "I regret this very much.")
    work()

    bob.remove(comment["id"])

    gone = row(comment)
    told = (gone.author_name, gone.author_email, gone.author_website, gone.source, gone.html)
    assert told == ("", None, None, "", "")
    assert not {"signal", "revision"} & stored().keys()
    assert Origin.of(gone.site_id, gone.id) is None


def test_deleting_leaves_the_replies_where_they_stood(bob, carol, approve):
    root = bob.say("A question?")
    approve(carol.say("An answer.", parent=root["id"])["id"])

    bob.remove(root["id"])

    [tombstone] = bob.read()["comments"]
    assert (tombstone["status"], [reply["html"] for reply in tombstone["replies"]]) == (
        "removed",
        ["<p>An answer.</p>\n"],
    )


def test_what_was_deleted_before_its_check_is_not_sent_to_akismet(bob, akismet, work):
    bob.remove(bob.say("I regret this.")["id"])

    work()

    assert asked(akismet, "comment_content") == []
    assert db.session.query(OutboxEntry).filter_by(settled_at=None).count() == 0


def test_deleting_twice_is_told(bob):
    comment = bob.say("I regret this.")
    bob.remove(comment["id"])

    assert refused(bob.remove(comment["id"])) == (409, "too_late", {})


def test_a_deleted_comment_is_not_brought_back_by_sending_it_again(bob):
    key = "0123456789abcdef"
    form = bob.open_form()["form"]
    first = bob.post(bob.body("Once.", form=form), **{"Idempotency-Key": key}).json["comment"]
    bob.remove(first["id"])

    again = bob.post(bob.body("Once.", form=form), **{"Idempotency-Key": key})

    assert (again.status_code, again.json["comment"]["status"], bob.texts()) == (201, "removed", [])


def test_nothing_of_it_can_be_assigned(bob):
    comment = bob.say("Hello.")

    answer = bob.change(comment["id"], "Hello, all.", status="published", name="Alice")

    assert refused(answer) == (422, "invalid", {"name": "unknown", "status": "unknown"})


def test_the_origin_stays_the_first_ones(bob, akismet, work):
    comment = bob.say("Hello.")
    bob.ip = "198.51.100.7"

    bob.change(comment["id"], "Hello, all.")
    work()

    assert asked(akismet, "user_ip")[-1] == "192.0.2.20"
