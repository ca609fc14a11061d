"""A link to one comment leads to the page that it stands on."""

import pytest

from models import Comment, db, transaction
from tests.answers import refused
from tests.cast import BLOG
from tests.crowd import chain, fill


def ids(comments: list[dict]) -> list[int]:
    return [each for comment in comments for each in (comment["id"], *ids(comment["replies"]))]


def test_it_works(bob, site):
    first, *others = fill(site, 60)

    page = bob.read(around=first)

    assert (ids(page["comments"]), page["next"]) == ([first], None)
    assert first not in ids(bob.read()["comments"])
    assert page["thread"]["count"] == len(others) + 1


@pytest.mark.parametrize("sort", ["newest", "oldest", "best"])
def test_the_page_begins_with_it_and_goes_on_from_there(bob, site, sort):
    roots = fill(site, 60)
    page = bob.read(around=roots[29], sort=sort)

    following = bob.read(sort=sort, cursor=page["next"])

    told = ids(page["comments"]) + ids(following["comments"])
    assert told[0] == roots[29]
    assert told == (roots[29:] if sort == "oldest" else roots[29::-1])


def test_a_reply_far_below_is_there_with_all_that_it_answers(bob, site):
    [root] = fill(site, 1)
    fill(site, 30, parent=root)
    [deep] = fill(site, 1, parent=root)
    [deeper] = fill(site, 1, parent=deep)

    [told] = bob.read(around=deeper)["comments"]

    line = next(reply for reply in told["replies"] if reply["id"] == deep)
    assert (told["id"], [reply["id"] for reply in line["replies"]]) == (root, [deeper])
    assert told["more"]


def test_a_chain_without_end_is_told_by_its_end(bob, site):
    root, *_, last = chain(site, 130)

    answer = bob.get("/threads", around=last)

    assert answer.status_code == 200
    assert {root, last} <= set(ids(answer.json["comments"]))


def test_what_readers_do_not_see_is_not_there(bob, carol, move):
    bob.say("Hello.")
    waiting = carol.say("I wait.")
    gone = bob.say("I regret this.")
    move(gone["id"], "rejected")

    assert refused(bob.get("/threads", around=waiting["id"])) == (404, "not_found", {})
    assert refused(bob.get("/threads", around=gone["id"])) == (404, "not_found", {})


def test_a_comment_of_another_page_is_not_there(bob):
    other = bob.say("Elsewhere.", url=f"{BLOG}/elsewhere")
    bob.say("Here.")

    assert refused(bob.get("/threads", around=other["id"])) == (404, "not_found", {})
    assert refused(bob.get("/threads", around=other["id"], url=f"{BLOG}/new")) == (404, "not_found", {})


@pytest.mark.parametrize("wrong", ["x", "-1", "1.5", "9" * 16])
def test_a_comment_is_named_by_its_number(bob, wrong):
    assert refused(bob.get("/threads", around=wrong)) == (422, "invalid", {"around": "wrong_type"})


def test_the_best_come_first_and_page_by_page(bob, site):
    roots = fill(site, 60)
    with transaction():
        db.session.execute(db.update(Comment).values(rank=Comment.id % 7 * 1000))

    pages = [bob.read(sort="best")]
    pages.append(bob.read(sort="best", cursor=pages[-1]["next"]))
    pages.append(bob.read(sort="best", cursor=pages[-1]["next"]))

    told = [each for page in pages for each in ids(page["comments"])]
    assert told == sorted(roots, key=lambda each: (each % 7, each), reverse=True)
    assert pages[-1]["next"] is None


def test_the_site_chooses_the_order_that_nobody_asked_for(bob, site):
    roots = fill(site, 2)
    with transaction():
        site.sort = "oldest"
        site.version += 1

    assert ids(bob.read()["comments"]) == roots
    assert ids(bob.read(sort="newest")["comments"]) == roots[::-1]


def test_pinned_ones_stand_first_and_once(bob, site):
    roots = fill(site, 60)
    with transaction():
        db.session.execute(db.update(Comment).where(Comment.id.in_(roots[:2])).values(pinned_at=Comment.created_at))

    first = bob.read()
    second = bob.read(cursor=first["next"])
    third = bob.read(cursor=second["next"])

    assert [comment["pinned"] for comment in first["comments"][:3]] == [True, True, False]
    assert ids(first["comments"])[:2] == roots[:2]
    assert sorted(ids(first["comments"]) + ids(second["comments"]) + ids(third["comments"])) == roots


def test_a_badge_a_picture_and_votes_are_told(bob):
    comment = bob.say("Hello.")
    with transaction():
        values = {"badge": "author", "avatar": "1-abc", "up": 3, "down": 1}
        db.session.execute(db.update(Comment).where(Comment.id == comment["id"]).values(values))

    [told] = bob.read(sort="oldest")["comments"]

    assert (told["badge"], told["avatar"], told["up"], told["down"]) == ("author", "/avatars/1-abc", 3, 1)
