"""`spam memory` tells what the filter has learnt, takes it away, makes it anew, resets it."""

import pytest

from models import Memory, db


@pytest.fixture
def learnt(bob, carol, move, work):
    """The filter has learnt from one wanted comment and one that is spam."""
    move(carol.say("Cheap pills, cheap watches, here and now.")["id"], "spam")
    work()


def test_it_works(run, learnt):
    told = run("spam", "memory", "blog")

    assert told.exit_code == 0, told.output
    assert told.output.startswith("1 spam, 1 not spam: it says nothing until there are 30 of each kind. ")


def test_it_says_when_nothing_has_been_learnt(run, site):
    assert run("spam", "memory", "blog").output == "Nothing has been learnt yet.\n"


def test_it_is_exported(run, learnt, site, tmp_path):
    run("spam", "memory", "blog", "--export", str(tmp_path / "memory.bin"))

    assert (tmp_path / "memory.bin").read_bytes() == Memory.of(site.id).blob


@pytest.mark.parametrize("name", ["missing/memory.bin", "."])
def test_it_says_what_can_not_be_written(run, learnt, tmp_path, name):
    told = run("spam", "memory", "blog", "--export", str(tmp_path / name))

    assert told.exit_code in (1, 2)
    assert "Traceback" not in told.output


def test_there_is_nothing_to_export(run, site, tmp_path):
    told = run("spam", "memory", "blog", "--export", str(tmp_path / "memory.bin"))

    assert told.exit_code == 1
    assert "There is nothing to export." in told.output
    assert not (tmp_path / "memory.bin").exists()


def test_it_is_reset_when_one_is_sure(run, learnt):
    told = run("spam", "memory", "blog", "--reset", input="y\n")

    assert "0 spam, 0 not spam" in told.output


def test_it_is_kept_when_one_is_not(run, learnt, site):
    told = run("spam", "memory", "blog", "--reset", input="n\n")

    assert told.exit_code == 1
    assert Memory.of(site.id).spam == 1


def test_it_is_made_anew(run, learnt, site):
    before = Memory.of(site.id).version

    told = run("spam", "memory", "blog", "--rebuild")

    db.session.rollback()
    assert told.output.startswith("1 spam, 1 not spam")
    assert Memory.of(site.id).version > before


def test_it_does_one_thing_at_a_time(run, learnt, site):
    told = run("spam", "memory", "blog", "--reset", "--rebuild", "--yes")

    assert told.exit_code == 2
    assert Memory.of(site.id).spam == 1


def test_it_does_not_know_every_site(run):
    assert run("spam", "memory", "nowhere").exit_code == 1
