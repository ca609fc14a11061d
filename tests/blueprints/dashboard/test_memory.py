"""What the filter has learnt is shown, taken home, made anew and reset."""

import pytest

from models import Memory, db, transaction


@pytest.fixture
def learnt(bob, carol, move, work):
    """The filter has learnt from one wanted comment and one that is spam."""
    move(carol.say("Cheap pills, cheap watches, here and now.")["id"], "spam")
    work()


def memory_of(site):
    db.session.rollback()
    return Memory.of(site.id)


def test_it_works(room, learnt, site):
    room.open("/room/spam")

    answer = room.client.get("/room/blog/spam/memory")

    assert "Decisions that said spam: 1. Decisions that said not spam: 1." in room.text
    assert answer.data == memory_of(site).blob
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=blog-memory-")


def test_nothing_learnt_is_nothing_to_download(room):
    assert "Nothing yet. It learns from each comment" in room.open("/room/spam").text
    assert room.open("/room/spam/memory").status_code == 404


def test_it_is_made_anew_by_the_worker(room, learnt, site, work):
    before = memory_of(site).version
    room.open("/room/spam")

    room.send("/room/spam/memory/anew")
    assert "The filter's memory is being made anew" in room.text
    assert "It is to be made anew." in room.text

    work()
    made = memory_of(site)
    assert (made.spam, made.ham, made.stale_at) == (1, 1, None)
    assert made.version > before


def test_without_decisions_there_is_nothing_to_learn(room):
    room.open("/room/spam")

    room.send("/room/spam/memory/anew")

    assert "Nothing has been decided here yet, so there is nothing to learn." in room.text


def test_it_forgets_everything(room, learnt, site):
    room.open("/room/spam")

    room.send("/room/spam/memory/reset", sure="yes")

    assert "The filter has forgotten everything" in room.text
    assert "Decisions that said spam: 0. Decisions that said not spam: 0." in room.text
    assert (memory_of(site).spam, memory_of(site).ham) == (0, 0)


def test_what_was_forgotten_is_not_learnt_anew(room, learnt, site, work):
    room.open("/room/spam")
    room.send("/room/spam/memory/reset", sure="yes")

    room.send("/room/spam/memory/anew")
    work()

    assert (memory_of(site).spam, memory_of(site).ham) == (0, 0)


def test_it_forgets_nothing_by_accident(room, learnt, site):
    room.open("/room/spam")

    answer = room.send("/room/spam/memory/reset")

    assert answer.status_code == 422
    assert "Nothing was reset: tick the box first." in room.text
    assert memory_of(site).spam == 1


@pytest.mark.parametrize("path", ["/room/spam/memory/anew", "/room/spam/memory/reset"])
def test_r10_the_memory_of_another_site_is_left_alone(daves_room, learnt, site, path):
    before = memory_of(site).version
    daves_room.open("/room/spam")

    daves_room.send(path, sure="yes")

    assert "decision that said spam" not in daves_room.text
    assert memory_of(site).version == before


def test_r10_the_memory_of_another_site_can_not_be_downloaded(daves_room, learnt):
    assert daves_room.open("/room/spam/memory").status_code == 404


def test_it_says_whether_it_has_its_say(room, learnt, site):
    assert "It says nothing yet: it needs 30 decisions of each kind." in room.open("/room/spam").text
    with transaction():
        db.session.execute(db.update(Memory).values(spam=30, ham=30))

    assert "It has its say in every verdict, and decides none alone." in room.open("/room/spam").text
