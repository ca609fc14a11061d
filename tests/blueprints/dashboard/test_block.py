"""Bans and the blocklist: what they do, what they would hit, who sees and undoes them."""

import re

import pytest

from models import BlockedTerm, Change, Person, db, now, transaction
from services.sites.change_site import block
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room


@pytest.fixture
def ban(room, carol):
    """Carol's first comment, whose author alice bans for some time."""

    def press(time="week", **more):
        comment = carol.say("Something unbearable.")
        room.open(f"/room/comments/{comment['id']}/block")
        room.send(f"/room/comments/{comment['id']}/ban", {"time": time, "back": "/room/"} | more)
        return comment

    return press


@pytest.fixture
def block_by_hand(room):
    """The form of what is blocked is sent, after its page has been seen."""

    def press(kind, term, action="spam", **more):
        room.open("/room/blocked/new", kind=kind, term=term, action=action)
        return room.send("/room/blocked", {"kind": kind, "term": term, "action": action} | more)

    return press


def test_it_works(room, carol, ban):
    ban("week")
    assert "The author is banned for a week." in room.text

    answer = carol.write("Once more.")

    assert (answer.status_code, answer.json["error"]["code"]) == (403, "banned_until")
    assert 6 * 86400 < int(answer.headers["Retry-After"]) <= 7 * 86400
    assert "you can't write here until" in answer.json["error"]["message"]


def test_who_is_banned_for_good_is_told_so(carol, ban):
    ban("good")

    answer = carol.write("Once more.")

    assert (answer.status_code, answer.json["error"]["code"]) == (403, "banned")
    assert "Retry-After" not in answer.headers


def test_who_is_banned_votes_reports_and_edits_no_more(room, carol, bob, ban):
    theirs = bob.say("A wanted thought.")
    mine = ban("day")

    answers = [carol.vote(theirs["id"]), carol.report(theirs["id"]), carol.change(mine["id"])]

    assert [answer.json["error"]["code"] for answer in answers] == ["banned_until"] * 3


def test_who_is_banned_may_still_take_their_own_words_away(carol, ban):
    comment = ban("good")

    assert carol.remove(comment["id"]).status_code == 200


def test_a_ban_ends_by_itself(carol, ban):
    ban("day")
    with transaction():
        db.session.execute(db.update(Person).values(banned_until=Person.banned_at))

    assert carol.write("Once more.").status_code == 201


def test_another_moderator_takes_a_ban_back(app, site, room, carol, ban):
    ban("good")
    erin = Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))
    erin.open("/room/blocked")
    assert "Carol For good Alice" in erin.text

    erin.send(f"/room/blocked/people/{person_of(carol).id}/unban")

    assert carol.write("Once more.").status_code == 201
    assert "Nobody is banned." in erin.text


def test_with_a_ban_what_waits_of_theirs_can_be_spam(room, carol, ban, status_of):
    comment = ban("day", waiting="yes")

    assert "1 comment that waited is spam now." in room.text
    assert status_of(comment) == "spam"

    room.press_undo()
    assert status_of(comment) == "pending"


def test_bans_and_blocked_terms_stand_in_the_log(room, ban, block_by_hand):
    ban("good")
    block_by_hand("word", "casino", "hold")
    room.send(f"/room/blocked/{term('casino').id}/remove")

    assert changes() == [
        ("person.banned", None, "for good"),
        ("term.blocked", None, "hold"),
        ("term.unblocked", "hold", None),
    ]


def test_before_a_term_is_blocked_it_shows_what_it_would_hit(room, bob, mallory):
    bob.say("The casino of Monte Carlo is a fine building.")
    mallory.say("Casino! Casino!")
    bob.say("Something else.")

    room.open("/room/blocked/new", kind="word", term="casino", action="spam")

    assert "2 comments have it. The last 4 comments were looked at." in room.text
    assert "1 of them is published" in room.text
    assert "Monte Carlo" in room.text
    assert db.session.scalars(db.select(BlockedTerm)).all() == []


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("domain", "casino.example"), ("word", "jackpot"), ("email", "@casino.example"), ("network", "203.0.113.0/24")],
)
def test_what_is_blocked_is_spam(mallory, block_by_hand, status_of, kind, typed):
    block_by_hand(kind, typed)

    comment = mallory.say("The jackpot: https://www.casino.example/win", email="me@casino.example")

    assert status_of(comment) == "spam"


def test_r27_what_is_held_waits_whoever_wrote_it_and_is_never_spam_by_that(room, bob, site, block_by_hand, status_of):
    with transaction():
        site.hold, site.hold_at, site.spam_at = "nothing", 1, 1
    block_by_hand("word", "casino", "hold")

    comment = bob.say("The casino of Monte Carlo.")

    assert status_of(comment) == "pending"
    room.open()
    assert "The blocklist names the word “casino” holds it for a moderator" in room.text


def test_what_waits_and_has_the_term_can_go_with_it(room, carol, block_by_hand, status_of):
    comment = carol.say("My casino.")

    block_by_hand("word", "casino", waiting="yes")

    assert "From now on a comment with “casino” is spam. 1 comment that waited is spam now." in room.text
    assert status_of(comment) == "spam"


def test_a_comment_offers_what_it_has(room, mallory):
    comment = mallory.say("See https://www.casino.example/win", email="me@mail.example")

    room.open(f"/room/comments/{comment['id']}/block")

    assert "Domain: casino.example" in room.text
    assert "E-mail address: me@mail.example" in room.text
    assert "Network: 203.0.113.66" in room.text
    assert "Network: 203.0.113.0/24" in room.text


def test_what_is_blocked_is_listed_searched_and_removed(room, site, mallory, status_of, block_by_hand):
    block(site, "word", "lottery")
    block_by_hand("word", "casino")
    room.open("/room/blocked", q="CASINO")
    assert "casino Word It is spam Alice" in room.text
    assert "lottery" not in room.text

    room.send(f"/room/blocked/{term('casino').id}/remove")

    assert "“casino” is no longer blocked." in room.text
    assert status_of(mallory.say("My casino.")) == "pending"


def test_r10_dave_bans_and_blocks_nobody_here(room, daves_room, carol, ban, site):
    comment = ban("good")
    block(site, "word", "casino")
    person_id, term_id = person_of(carol).id, term("casino").id
    paths = [f"comments/{comment['id']}/ban", f"blocked/people/{person_id}/unban", f"blocked/{term_id}/remove"]

    answers = [sent(daves_room, f"/room/{path}", time="day") for path in paths]

    assert answers == [404, 404, 404]
    assert daves_room.open(f"/room/comments/{comment['id']}/block").status_code == 404
    assert "casino" not in daves_room.open("/room/blocked").text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/room/comments/1/ban", {"time": "year"}),
        ("/room/blocked", {"kind": "word", "term": " "}),
        ("/room/blocked", {"kind": "word", "term": "x" * 201}),
        ("/room/blocked", {"kind": "network", "term": "not one"}),
        ("/room/blocked", {"kind": "domain", "term": "\x00"}),
        ("/room/blocked", {"kind": "nonsense", "term": "casino"}),
        ("/room/blocked", {"kind": "word", "term": "casino", "action": "publish"}),
        ("/room/blocked", {"what": "nonsense:casino"}),
    ],
)
def test_it_refuses_what_it_does_not_understand(room, path, fields):
    room.open()

    assert room.send(path, fields).status_code == 422


def test_who_is_banned_is_told_until_when_on_the_page_without_a_script(client, carol, ban):
    ban("week")
    where = {"site": "blog", "url": carol.page}
    form = carol.open_form()

    answer = client.post(
        "/embed/thread", query_string=where, data={"name": "Carol", "text": "Me again.", "visitor": carol.token} | form
    )

    assert answer.status_code == 403
    assert "You can write here again in" in answer.text
    assert "Me again." in answer.text


@pytest.fixture
def long_lists(site):
    """One more than two pages of terms, and of people who were all banned in the same moment."""
    with transaction():
        db.session.add_all([BlockedTerm(site_id=site.id, kind="word", term=f"word {number}.") for number in range(201)])
        banned = {"site_id": site.id, "banned_at": now()}
        db.session.add_all([Person(visitor=f"crowd-{number}", **banned) for number in range(201)])


def test_terms_and_bans_come_a_hundred_at_a_time_each_once(room, long_lists):
    seen = [room.open("/room/blocked").text, follow(room, "what is blocked"), follow(room, "what is blocked")]

    rows = [re.findall(r"/blocked/(\d+)/remove", page) for page in seen]
    assert [len(found) for found in rows] == [100, 100, 1]
    assert [int(term_id) for found in rows for term_id in found] == sorted(all_ids(BlockedTerm), reverse=True)
    assert "Newest" in room.text
    assert "Older" in room.text


def test_the_bans_go_on_by_themselves(room, long_lists):
    seen = [room.open("/room/blocked").text, follow(room, "banned people"), follow(room, "banned people")]

    rows = [re.findall(r"/people/(\d+)/unban", page) for page in seen]
    assert [int(person_id) for found in rows for person_id in found] == sorted(all_ids(Person), reverse=True)


def test_a_search_looks_through_all_of_them(room, long_lists):
    room.open("/room/blocked", q="WORD 7.")

    assert "word 7." in room.text
    assert room.page.count("/remove") == 1


@pytest.mark.parametrize("place", [{"terms": "x"}, {"terms": "9" * 16}, {"bans": "1"}, {"bans": "9" * 17 + ".1"}])
def test_there_is_no_such_page(room, place):
    assert room.open("/room/blocked", **place).status_code == 404


@pytest.mark.parametrize("place", [{"terms": "0"}, {"bans": "0.0"}])
def test_beyond_the_last_page_there_is_nothing(room, place):
    assert "Nothing older." in room.open("/room/blocked", **place).text


def follow(room, whose):
    """To the older ones of that list."""
    address = re.search(rf'aria-label="Pages of {whose}".*?rel="next" href="([^"]+)"', room.page, re.S)[1]
    return room.open(address.replace("&amp;", "&")).text


def all_ids(table):
    db.session.rollback()
    return db.session.scalars(
        db.select(table.id).where(table.banned_at.is_not(None) if table is Person else True)
    ).all()


def sent(room, path, **fields):
    room.open("/room/")
    return room.send(path, fields).status_code


def person_of(reader):
    db.session.rollback()
    return db.session.scalars(db.select(Person).where(Person.banned_at.is_not(None))).one()


def term(word):
    db.session.rollback()
    return db.session.scalars(db.select(BlockedTerm).where(BlockedTerm.term == word)).one()


def changes():
    db.session.rollback()
    rows = db.select(Change.action, Change.old, Change.new).where(
        Change.action.like("person.%") | Change.action.like("term.%")
    )
    return [tuple(row) for row in db.session.execute(rows.order_by(Change.id))]
