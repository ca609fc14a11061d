"""What we say in English keeps its values in the database, so that it can be said in another language too."""

import pytest

from models import Comment, Sentence, Signal, db, transaction


@pytest.fixture
def keep(bob):
    """A reason, as it comes back from the database."""

    def write_and_read(reason):
        comment = db.session.get(Comment, bob.say("Hello.")["id"])
        with transaction():
            its = {"site_id": comment.site_id, "comment_id": comment.id}
            db.session.add(Signal(check="links", score=1.0, certainty=0.5, reason=reason, **its))
        db.session.expire_all()
        return Signal.of(comment.site_id, comment.id)[-1].reason

    return write_and_read


@pytest.fixture
def found(bob):
    """What stands in the column, as it comes back."""

    def write_and_read(column):
        comment_id = bob.say("Hello.")["id"]
        with transaction():
            raw = db.text("UPDATE comment SET waits_for = :column WHERE id = :id")
            db.session.execute(raw, {"column": column, "id": comment_id})
        db.session.expire_all()
        return db.session.get(Comment, comment_id).waits_for

    return write_and_read


def test_it_works(keep):
    reason = keep(Sentence("Links in it: %(count)s; the site lets %(most)s pass", count=3, most=2))

    assert reason == "Links in it: 3; the site lets 2 pass"
    assert reason.pattern == "Links in it: %(count)s; the site lets %(most)s pass"
    assert reason.values == {"count": 3, "most": 2}


@pytest.mark.parametrize(
    "written", ["100 % of %(name)s", '["', '["", {}]', "<b>bold</b>", "“”", "{}", '{"said": "", "with": {}}', "", "🦜‮"]
)
def test_what_people_wrote_stays_as_it_is(keep, written):
    reason = keep(Sentence("The name “%(name)s” is a web address", name=written))

    assert (reason, reason.values) == (f"The name “{written}” is a web address", {"name": written})


def test_a_sentence_may_stand_in_another(keep):
    away = Sentence("%(service)s did not answer in time", service="Akismet")

    reason = keep(Sentence("%(reason)s; it will be asked again", reason=away))

    assert reason == "Akismet did not answer in time; it will be asked again"
    assert reason.values["reason"].values == {"service": "Akismet"}


def test_and_a_list_of_such(keep):
    features = [Sentence("the word “%(what)s”", what="casino"), Sentence("its links (%(count)s)", count="4–7")]

    reason = keep(Sentence("Loudest: %(loudest)s", loudest=[*features, "100%"]))

    assert reason == "Loudest: the word “casino”, its links (4–7), 100%"
    assert [type(each) for each in reason.values["loudest"]] == [Sentence, Sentence, str]
    assert reason.values["loudest"][1].pattern == "its links (%(count)s)"


@pytest.mark.parametrize(
    "plain", ["Akismet calls it spam", "100 % of %(name)s", '["', '["a", {"b": 1}]', '["a"]', "[]", ""]
)
def test_a_plain_text_is_a_plain_text(keep, plain):
    kept = keep(plain)

    assert kept == plain
    assert not isinstance(kept, Sentence)


def test_a_sentence_without_values_is_its_pattern(keep):
    assert keep(Sentence("Of 100 % sure")) == "Of 100 % sure"


@pytest.mark.parametrize(
    "old", ["It holds 3 links; the site lets 2 pass", '["quoted" it begins', '["a", 3]', '["a", {}, 1]']
)
def test_what_was_stored_before_is_what_it_was(found, old):
    assert found(old) == old


def test_a_statement_writes_it_too(bob):
    comment_id = bob.say("Hello.")["id"]

    with transaction():
        waits = Sentence("It was too late to ask %(service)s about it", service="Akismet")
        db.session.execute(db.update(Comment).where(Comment.id == comment_id).values(waits_for=waits))

    kept = db.session.scalar(db.select(Comment.waits_for).where(Comment.id == comment_id))
    assert kept.values == {"service": "Akismet"}
