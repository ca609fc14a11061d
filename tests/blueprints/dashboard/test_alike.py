"""What is like a comment is swept away with it, by one decision that one click takes back."""

import re

import pytest

from tests.cast import BLOG, OTHER, Reader

PILLS = "Buy the very best cheap pills here today, and tell your friends about our shop https://pills.example/shop"


@pytest.fixture
def wave(mallory, client):
    """The same advertisement under three articles, by three browsers."""
    others = [Reader(client, f"Mallory {n}", ip=f"203.0.113.{n}", page=f"{BLOG}/{n}") for n in (1, 2)]
    return [mallory.say(PILLS), *(other.say(f"{PILLS}?{other.name[-1]}") for other in others)]


def ticked(room):
    return re.findall(r'name="choice" value="([^"]+)" checked', room.page)


def test_it_works(room, wave, carol, status_of):
    other = carol.say("Something quite different about this article and its margins.")
    room.open(f"/room/comments/{wave[0]['id']}/alike")
    assert "2 comments of the last weeks are like it" in room.text
    assert "quite different" not in room.text

    room.send("/room/decisions", to="spam", choice=ticked(room), back="/room/")
    assert "Marked as spam: 3 comments. Undo" in room.text
    assert [status_of(each) for each in [*wave, other]] == ["spam", "spam", "spam", "pending"]

    room.press_undo()
    assert [status_of(each) for each in wave] == ["pending", "pending", "pending"]


def test_every_comment_of_the_queue_leads_there(room, carol):
    comment = carol.say()

    room.open("/room/", status="pending")

    assert f'href="/room/blog/comments/{comment["id"]}/alike?back=/room/' in room.page


def test_each_says_why_it_is_there(room, wave):
    room.open(f"/room/comments/{wave[0]['id']}/alike")

    assert "It says nearly the same" in room.text


def test_spam_and_delete_are_offered_and_nothing_else(room, wave):
    room.open(f"/room/comments/{wave[0]['id']}/alike")

    assert 'name="to" value="spam"' in room.page
    assert 'name="to" value="deleted"' in room.page
    assert 'value="published"' not in room.page
    assert 'value="rejected"' not in room.page


def test_what_is_spam_already_is_not_decided_again(room, wave, move):
    move(wave[0]["id"], "spam")

    room.open(f"/room/comments/{wave[0]['id']}/alike")

    assert {each.split(":")[0] for each in ticked(room)} == {str(each["id"]) for each in wave[1:]}


def test_it_says_when_nothing_is_like_it(room, carol, move):
    comment = carol.say("Nothing resembles this remark about pencils in margins.")
    move(comment["id"], "spam")

    room.open(f"/room/comments/{comment['id']}/alike")

    assert "No other comment is like it" in room.text


def test_nothing_ticked_is_refused(room, wave, status_of):
    room.open(f"/room/comments/{wave[0]['id']}/alike")

    answer = room.send("/room/decisions", to="spam", back="/room/")

    assert answer.status_code == 422
    assert status_of(wave[0]) == "pending"


def test_r10_what_is_alike_on_another_site_is_left_alone(room, wave, dave, client):
    Reader(client, "Noa", site="other", page=f"{OTHER}/lesson").say(PILLS, name="Somebody of the course")

    room.open(f"/room/comments/{wave[0]['id']}/alike")

    assert "Somebody of the course" not in room.text
