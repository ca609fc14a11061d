"""`spam explain` tells what the room's page tells, to those who have a terminal."""

import pytest

LINKS = "https://a.example https://b.example https://c.example"


def test_it_works(run, mallory):
    comment = mallory.say(LINKS)

    told = run("spam", "explain", "blog", str(comment["id"]))

    assert told.exit_code == 0, told.output
    assert f"Comment {comment['id']} is pending." in told.output
    assert "By its signals: hold, " in told.output
    assert "+50% strong   Links in it: 3; the site lets 2 pass" in told.output
    assert "UTC  It was sent" in told.output


def test_it_tells_what_would_change_the_verdict(run, bob):
    comment = bob.say(LINKS)

    assert "Without what the check “links” says: publish" in run("spam", "explain", "blog", str(comment["id"])).output


def test_it_tells_what_speaks_for_a_comment(run, carol, akismet, work):
    comment = carol.say()
    work()

    assert "akismet      -50%" in run("spam", "explain", "blog", str(comment["id"])).output


def test_it_tells_of_a_deleted_comment_what_happened_alone(run, mallory, move):
    comment = mallory.say(LINKS)
    move(comment["id"], "deleted")

    told = run("spam", "explain", "blog", str(comment["id"])).output

    assert "Alice deleted it" in told
    assert "What the checks say" not in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere", "1"), "There is no site with this key."),
        (("blog", "999"), "There is no comment 999 here."),
        (("blog", "x"), "'x' is not a valid integer"),
        (("blog", "9" * 30), "is not in the range"),
    ],
)
def test_it_says_what_is_not_there(run, site, words, message):
    told = run("spam", "explain", *words)

    assert told.exit_code != 0
    assert message in told.output


def test_a_comment_of_another_site_is_not_there(run, carol, dave):
    comment = carol.say()

    assert run("spam", "explain", "other", str(comment["id"])).exit_code == 1
