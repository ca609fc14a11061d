"""What readers report stands in the room, as text, until a moderator has decided."""

import pytest

from models import Decision, Person, Report, db, transaction
from services.sites.create_site import add_moderator
from tests.answers import refused
from tests.blueprints.dashboard.conftest import SCRIPT, Room
from tests.cast import OTHER, Reader
from tests.crowd import fill

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def reported(bob, carol) -> dict:
    """A comment of bob's that carol doesn't like."""
    comment = bob.say("Buy my watches.")
    carol.report(comment["id"], "spam", text="It sells watches.")
    return comment


@pytest.fixture
def erins_room(app, site):
    """The blog's second moderator, in a browser of her own."""
    return Room(app).enter(add_moderator(site, "erin@blog.example", "Erin"))


def queue(room: Room, **query) -> str:
    room.open("/room/", status="reported", **query)
    return room.text


def open_reports() -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count(Report.id)).where(Report.settled_at.is_(None)))


def decisions() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(row.old_status, row.new_status) for row in db.session.scalars(db.select(Decision).order_by(Decision.id))]


def test_it_works(room, reported):
    text = queue(room)

    assert "Buy my watches." in text
    assert "What readers reported Spam or advertising 1 reader It sells watches. Spam or advertising ·" in text
    assert "Pending 0 Reported 1 Published 2 Spam 0" in text


def test_reasons_are_counted_and_the_most_given_come_first(room, bob, app):
    comment = bob.say("Buy my watches.")
    readers = [Reader(app.test_client(), "Reader", ip=f"198.51.100.{n}") for n in range(1, 5)]
    [
        reader.report(comment["id"], reason)
        for reader, reason in zip(readers, ["other", "abuse", "abuse", "spam"], strict=True)
    ]

    assert "Insulting or hateful 2 readers Something else 1 reader Spam or advertising 1 reader" in queue(room)


def test_what_the_reports_weigh_is_told(room, reported, mallory):
    assert "Reports weigh 0.5 of the 3 that hold a comment." in queue(room)

    mallory.report(reported["id"], "spam")

    assert "Reports weigh 1 of the 3 that hold a comment." in queue(room)


@pytest.fixture
def vouched_for(site, carol):
    """Somebody vouches for carol, so her word weighs twice a known reader's; two weigh enough for this site."""
    carol.say("I teach here.")
    with transaction():
        site.reports_hold = 2
        db.session.execute(db.update(Person).values(badge="teacher"))


def test_what_weighs_enough_but_comes_from_too_few_is_told(room, reported, vouched_for):
    assert "Reports weigh 2 of the 2 that hold a comment. They come from too few networks to hold it." in queue(room)


def test_what_a_moderator_has_published_stays_however_much_they_weigh(room, reported, vouched_for, mallory, move):
    move(reported["id"], "spam")
    move(reported["id"], "published")
    with transaction():
        db.session.execute(db.update(Report).values(settled_at=None, outcome=None))

    mallory.report(reported["id"])

    assert "Reports weigh 2.5 of the 2" in queue(room)
    assert "What a moderator has published is not held by reports." in room.text


def test_it_is_told_of_what_they_hold_too(room, reported, vouched_for, mallory, status_of):
    mallory.report(reported["id"])

    room.open("/room/", status="pending")

    assert status_of(reported) == "pending"
    assert "Readers reported it" in room.text
    assert "Reports weigh 2.5 of the 2 that hold a comment." in room.text


def test_where_reports_hold_nothing_they_weigh_nothing(room, site, reported):
    with transaction():
        site.reports_hold = 0

    assert "Reports weigh" not in queue(room)


def test_of_many_texts_the_first_twenty_are_told(room, bob, site):
    comment = bob.say("Buy my watches.")
    with transaction():
        for number in range(25):
            values = {"site_id": site.id, "comment_id": comment["id"], "visitor": f"v{number}", "reason": "spam"}
            db.session.add(Report(text=f"Text {number}.", **values))

    text = queue(room)

    assert "25 readers" in text
    assert ("Text 19." in text, "Text 20." in text) == (True, False)


def test_what_is_reported_longest_comes_first(room, bob, carol):
    first, second = bob.say("The first comment."), bob.say("The second comment.")
    carol.report(second["id"])
    carol.report(first["id"])

    text = queue(room)

    assert text.index("The second comment.") < text.index("The first comment.")


def test_a_further_page_goes_on_where_the_first_ended(room, site):
    comments = fill(site, 52)
    with transaction():
        for comment_id in comments:
            db.session.add(Report(site_id=site.id, comment_id=comment_id, visitor="v", reason="spam"))
    queue(room)
    address = room.page.partition('Pages">')[2].partition('href="')[2].partition('"')[0]

    room.open(address.replace("&amp;", "&"))

    assert room.page.count("<article") == 2
    assert "Oldest" in room.text


def test_it_is_found_by_what_it_says(room, reported):
    assert "Buy my watches." in queue(room, q="watches")
    assert "No comment here matches that." in queue(room, q="pencils")


def test_r2_what_readers_typed_is_text(room, bob, carol):
    carol.report(bob.say("Hello.")["id"], "other", text=HOSTILE)

    queue(room)

    assert room.page.count("<script") == 1
    assert "<img" not in room.page
    assert "&lt;script&gt;alert(1)" in room.page


def test_the_tab_of_the_published_tells_of_it_too(room, reported):
    room.open("/room/", status="published")

    assert "It sells watches." in room.text
    assert room.buttons.count("published") == 0


def test_to_keep_settles_and_leaves_it_published(room, reported, status_of):
    queue(room)

    room.press("published", reported)

    assert "Kept 1 comment. Undo" in room.text
    assert status_of(reported) == "published"
    assert decisions()[-1] == ("published", "published")
    assert "No reader has reported anything." in queue(room)
    assert open_reports() == 0


def test_readers_see_nothing_of_it(room, reported, carol):
    etag = carol.get("/threads").headers["ETag"]
    queue(room)

    room.press("published", reported)

    assert carol.get("/threads").headers["ETag"] == etag


def test_many_are_kept_at_once(room, reported, bob, carol):
    other = bob.say("Another.")
    carol.report(other["id"])
    queue(room)

    room.choose("published", reported, other)

    assert "Kept 2 comments." in room.text
    assert open_reports() == 0


def test_what_was_kept_can_be_undone(room, reported, status_of):
    queue(room)
    room.press("published", reported)

    room.press_undo()

    assert "Undone: 1 comment is back where it was." in room.text
    assert (open_reports(), status_of(reported)) == (1, "published")
    assert "It sells watches." in queue(room)


@pytest.mark.parametrize("to", ["rejected", "spam", "deleted"])
def test_every_decision_settles_it_and_its_undoing_brings_it_back(room, reported, status_of, to):
    queue(room)

    room.press(to, reported)
    assert (open_reports(), status_of(reported)) == (0, to)

    room.press_undo()
    assert (open_reports(), status_of(reported)) == (1, "published")


def test_an_undoing_brings_back_only_what_its_decision_settled(room, reported, mallory):
    queue(room)
    room.press("published", reported)
    mallory.report(reported["id"], "abuse")
    queue(room)
    room.press("spam", reported)

    room.press_undo()

    assert open_reports() == 1
    assert "Insulting or hateful 1 reader" in queue(room)
    assert "It sells watches." not in room.text


def test_who_has_reported_it_once_can_not_bring_it_back(room, reported, carol):
    queue(room)
    room.press("published", reported)

    assert carol.report(reported["id"], "abuse").status_code == 200
    assert open_reports() == 0


def test_what_nobody_reported_can_not_be_kept(room, bob):
    comment = bob.say("Hello.")
    room.open("/room/", status="published")
    version = room.button("spam", comment).rpartition(":")[2]

    answer = room.send("/room/decisions", decide=f"published:{comment['id']}:{version}", back="/room/")

    assert answer.status_code == 409
    assert decisions()[-1] == ("pending", "published")


def test_to_keep_makes_nobody_trusted(room, site, app, alice):
    with transaction():
        site.hold = "nothing"
    erin = Reader(app.test_client(), "Erin", ip="198.51.100.9")
    comment = erin.say("Hello.")
    Reader(app.test_client(), "Reader", ip="198.51.100.10").report(comment["id"])
    queue(room)

    room.press("published", comment)

    db.session.rollback()
    assert "Kept 1 comment." in room.text
    assert [person.is_approved for person in db.session.scalars(db.select(Person))] == [False]


@pytest.mark.parametrize("second", ["published", "spam", "deleted"])
def test_h8_the_second_is_told_that_it_was_kept(room, erins_room, reported, status_of, second):
    queue(room)
    queue(erins_room)
    erins_room.press("published", reported)

    answer = room.press(second, reported)

    assert answer.status_code == 409
    assert "This comment was left alone: Erin decided about it meanwhile. It is published now." in room.text
    assert status_of(reported) == "published"


def test_h8_who_meant_to_keep_what_is_gone_is_told(room, erins_room, reported, status_of):
    queue(room)
    queue(erins_room)
    erins_room.press("deleted", reported)

    assert room.press("published", reported).status_code == 409
    assert status_of(reported) == "deleted"


def test_a_script_is_told_how_many_are_left(room, reported):
    queue(room)

    told = room.press("published", reported, headers=SCRIPT).json

    assert told["message"] == "Kept 1 comment."
    assert (told["counts"]["reported"], told["counts"]["published"]) == (0, 2)
    assert told["changed"] == [reported["id"]]


def test_r7_without_the_pages_token_nothing_is_kept(room, reported):
    queue(room)
    button = room.button("published", reported)

    answer = room.send("/room/decisions", decide=button, token=False)

    assert answer.status_code == 403
    assert open_reports() == 1


def test_r10_reports_of_another_site_are_not_there(daves_room, reported):
    text = queue(daves_room)

    assert "No reader has reported anything." in text
    assert "Reported 0" in text


def test_r10_another_sites_can_not_be_kept(daves_room, room, reported):
    queue(room)
    button = room.button("published", reported)
    daves_room.open()

    assert daves_room.send("/room/decisions", decide=button).status_code == 404
    assert open_reports() == 1


def test_r10_a_report_counts_for_its_own_site(daves_room, room, client, reported):
    noa = Reader(client, "Noa", site="other", page=f"{OTHER}/lesson")

    assert refused(noa.report(reported["id"]))[0] == 404
    assert "Reported 1" in queue(room)


def test_what_is_not_published_any_more_is_not_in_the_way(room, reported, bob):
    bob.remove(reported["id"])

    assert "No reader has reported anything." in queue(room)
