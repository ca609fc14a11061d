import pytest

from models import Memory, Sentence, Signal, db
from services.sites.change_site import block
from services.spam import memory
from tests.cast import Reader

SPAM = (
    "Win big at the {} casino tonight, free spins for all",
    "Cheap pills for {} without prescription, order now",
    "Earn {} dollars a day from home, write me on telegram",
    "Best casino bonus {} and free money, sign up",
)
HAM = (
    "The {} paragraph about sourdough made me try it again",
    "Thank you, the explanation of {} recursion was clear",
    "I think chapter {} has a wrong date for the treaty",
    "Our class of {} pupils read this with pleasure",
)
SPAMMY, WANTED = "Free casino bonus for everybody, sign up tonight", "The explanation of sourdough was clear, thank you"


@pytest.fixture
def teach(client, alice, move, work):
    """alice decides about so many comments of each kind; the worker learns."""

    def decide(count, site="blog"):
        for number in range(count):
            writer = Reader(client, f"Writer {number}", ip=f"198.51.{number}.9")
            move(writer.say(SPAM[number % 4].format(number))["id"], "spam")
            move(writer.say(HAM[number % 4].format(number), url="https://blog.example/other")["id"], "published")
        work()
        db.session.rollback()

    return decide


def said_of(comment_id, check="learnt"):
    db.session.rollback()
    rows = db.select(Signal).where(Signal.comment_id == comment_id, Signal.check == check)
    return db.session.scalars(rows).one_or_none()


def learnt(site):
    db.session.rollback()
    found = Memory.of(site.id)
    return (found.spam, found.ham) if found else (0, 0)


def test_it_works(teach, carol, site):
    teach(40)

    spam, wanted = carol.say(SPAMMY), carol.say(WANTED)

    assert learnt(site) == (40, 40)
    assert said_of(spam["id"]).score == 1
    assert said_of(wanted["id"]).score == -1


def test_it_says_what_spoke_loudest(teach, carol):
    teach(40)

    reason = said_of(carol.say(SPAMMY)["id"]).reason

    assert reason.startswith("By the decisions made here (80) it is spam, with ")
    assert "casino" in reason
    assert all(isinstance(feature, Sentence) for feature in reason.values["loudest"])


def test_it_says_nothing_before_it_has_seen_enough(teach, carol):
    teach(3)

    assert said_of(carol.say(SPAMMY)["id"]) is None


@pytest.mark.parametrize("to", ["rejected", "deleted"])
def test_what_is_neither_spam_nor_wanted_teaches_nothing(to, move, work, carol, site):
    move(carol.say("Off the topic.")["id"], to)

    work()

    assert learnt(site) == (0, 0)


def test_what_was_undone_in_time_was_never_learnt(move, work, carol, site, alice):
    from services.moderation.decide import undo

    batch = move(carol.say("A slip of the hand.")["id"], "spam").batch
    undo(alice, batch)

    work()

    assert learnt(site) == (0, 0)


def test_what_was_undone_later_is_learnt_the_other_way_round(move, work, carol, site, alice):
    from services.moderation.decide import undo

    batch = move(carol.say("A slip of the hand.")["id"], "spam").batch
    work()
    undo(alice, batch)
    work()

    assert learnt(site) == (1, 1)


def test_a_moderator_confirms_what_was_spam_already(move, work, carol, site):
    block(site, "word", "casino")
    comment = carol.say("Win at the casino, all of you")["id"]

    done = move(comment, "spam")
    work()

    assert done.kept == [comment]
    assert learnt(site) == (1, 0)


def test_once_confirmed_there_is_nothing_to_confirm(move, carol, site):
    block(site, "word", "casino")
    comment = carol.say("Win at the casino, all of you")["id"]
    move(comment, "spam")

    assert move(comment, "spam").stale == [comment]


def test_who_deletes_spam_has_seen_that_it_is(move, work, carol, site):
    block(site, "word", "casino")

    move(carol.say("Win at the casino, all of you")["id"], "deleted")
    work()

    assert learnt(site) == (1, 0)


def test_each_site_learns_alone(teach, other_site, site):
    teach(2)

    assert learnt(other_site) == (0, 0)


def test_a_decision_is_learnt_once(teach, work_later, site):
    teach(2)

    work_later()

    assert learnt(site) == (2, 2)


def test_two_workers_lose_nothing(teach, move, carol, site):
    teach(2)
    move(carol.say("Win at the casino, all of you")["id"], "spam")
    behind = Memory.of(site.id)
    db.session.expunge(behind)
    memory.learn_decisions(site.id)

    memory._write(behind, memory.Learner(), [])

    assert learnt(site) == (3, 2)


def test_it_can_be_made_anew_from_what_was_decided(teach, site):
    teach(3)

    memory.make_anew(site.id)

    assert learnt(site) == (3, 3)


def test_once_reset_it_begins_with_nothing(teach, site):
    teach(3)

    memory.reset(site.id)
    after = learnt(site)
    memory.make_anew(site.id)

    assert (after, learnt(site)) == ((0, 0), (0, 0))


def test_what_it_learnt_from_an_erased_comment_goes(move, work, work_later, carol, site):
    comment = carol.say("Please forget this of me.")["id"]
    move(comment, "published")
    work()
    carol.remove(comment)

    assert memory.make_stale_anew() == 1
    assert learnt(site) == (0, 0)


def test_after_an_upgrade_it_is_made_anew_by_itself(teach, site):
    teach(2)
    db.session.execute(db.update(Memory).values(blob=b"of another release", version=Memory.version + 1))
    db.session.commit()

    assert (memory.make_stale_anew(), memory.make_stale_anew()) == (1, 0)
    assert memory.recall(site.id).spam == 2


def test_a_memory_that_cannot_be_read_is_made_anew(teach, move, work, carol, site):
    teach(2)
    db.session.execute(db.update(Memory).values(blob=b"of another release", version=Memory.version + 1))
    db.session.commit()
    move(carol.say("Win at the casino, all of you")["id"], "spam")

    work()

    assert learnt(site) == (3, 2)
