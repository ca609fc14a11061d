"""R28: whoever turns the pages meets every comment exactly once, while others write; and every count is right."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import pytest

from models import Comment, db, transaction
from tests.cast import PAGE, Reader
from tests.crowd import fill

SORTS = ["newest", "oldest"]


def pages(reader: Reader, sort: str = "newest", between: Callable[[], object] = lambda: None) -> Iterator[list[int]]:
    """The roots of one page after the other, by id; `between` happens before each page is turned."""
    page = reader.read(sort=sort)
    yield [root["id"] for root in page["comments"]]
    while page["next"]:
        between()
        page = reader.read(sort=sort, cursor=page["next"])
        yield [root["id"] for root in page["comments"]]


def below(reader: Reader, root: dict[str, Any]) -> list[int]:
    """All replies of a root, by id: those that came with it, then those that `more` leads to."""
    found, cursor = [reply["id"] for reply in every(root["replies"])], root["more"]
    while cursor:
        page = reader.get(f"/comments/{root['id']}/replies", url=None, cursor=cursor).json
        found += [reply["id"] for reply in page["comments"]]
        cursor = page["next"]
    return found


def every(comments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each comment and all below it."""
    for comment in comments:
        yield comment
        yield from every(comment["replies"])


def delete(*comment_ids: int) -> None:
    with transaction():
        for comment_id in comment_ids:
            db.session.get(Comment, comment_id).become("deleted")


def test_it_works(bob, site):
    written = fill(site, 51)

    read = list(pages(bob))

    assert [len(page) for page in read] == [25, 25, 1]
    assert list(chain(*read)) == written[::-1]


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (25, [25]), (26, [25, 1])])
def test_the_last_page_says_that_it_is_the_last(bob, site, count, sizes):
    fill(site, count)

    assert [len(page) for page in pages(bob)] == sizes


@pytest.mark.parametrize("sort", SORTS)
def test_all_are_met_once_though_new_ones_come(bob, site, sort):
    written = fill(site, 30)

    read = list(chain(*pages(bob, sort, between=lambda: fill(site, 3))))

    assert sorted(set(read) & set(written)) == written
    assert len(read) == len(set(read))


@pytest.mark.parametrize("sort", SORTS)
def test_all_that_stay_are_met_once_though_some_go(bob, site, sort):
    written = fill(site, 30)
    going = iter(written[5::7])

    read = list(chain(*pages(bob, sort, between=lambda: delete(next(going)))))

    assert set(written) - set(written[5::7]) <= set(read)
    assert len(read) == len(set(read))


@pytest.mark.parametrize("sort", SORTS)
def test_comments_of_one_instant_keep_their_order(bob, site, sort):
    written = fill(site, 30)
    with transaction():
        db.session.execute(db.update(Comment).values(created_at=db.session.get(Comment, written[0]).created_at))

    read = list(chain(*pages(bob, sort)))

    assert read == sorted(written, reverse=sort == "newest")


def test_a_clock_that_was_set_back_disturbs_no_order(bob, site, time_machine):
    first = fill(site, 1)
    time_machine.move_to("2001-01-01T00:00:00Z")
    second = fill(site, 1)

    assert list(chain(*pages(bob))) == second + first


@pytest.mark.parametrize(("count", "here"), [(20, 20), (21, 20), (71, 20)])
def test_replies_beyond_twenty_are_met_once_too(bob, site, count, here):
    (root_id,) = fill(site, 1)
    written = fill(site, count, parent=root_id)

    (root,) = bob.read()["comments"]

    assert len(root["replies"]) == here
    assert below(bob, root) == written
    assert root["reply_count"] == count


def test_replies_are_met_once_though_new_ones_come(bob, site):
    (root_id,) = fill(site, 1)
    written = fill(site, 25, parent=root_id)
    (root,) = bob.read()["comments"]

    late = fill(site, 3, parent=root_id)

    assert below(bob, root) == written + late


def test_replies_of_replies_come_with_their_parents(bob, site):
    (root_id,) = fill(site, 1)
    (parent_id,) = fill(site, 1, parent=root_id)
    deep = fill(site, 22, parent=parent_id)

    (root,) = bob.read()["comments"]

    assert [reply["id"] for reply in root["replies"]] == [parent_id]
    assert [reply["id"] for reply in root["replies"][0]["replies"]] == deep[:19]
    assert below(bob, root) == [parent_id, *deep]


def test_each_count_is_of_all_published_below(bob, site):
    (root_id,) = fill(site, 1)
    first, _ = fill(site, 2, parent=root_id)
    fill(site, 3, parent=first)

    (root,) = bob.read()["comments"]

    assert {comment["id"]: comment["reply_count"] for comment in every([root]) if comment["replies"]} == {
        root_id: 5,
        first: 3,
    }
    assert bob.read()["thread"]["count"] == 6
    assert bob.get("/counts").json["counts"] == {PAGE: 6}


def test_a_removed_comment_stands_as_long_as_it_has_replies(bob, site):
    (root_id,) = fill(site, 1)
    (reply_id,) = fill(site, 1, parent=root_id)
    delete(root_id)

    (root,) = bob.read()["comments"]

    assert (root["status"], root["author"], root["html"], root["edited"]) == ("removed", None, None, None)
    assert [reply["id"] for reply in root["replies"]] == [reply_id]
    assert bob.read()["thread"]["count"] == 1


def test_the_last_reply_takes_the_tombstone_with_it(bob, site):
    (root_id,) = fill(site, 1)
    (reply_id,) = fill(site, 1, parent=root_id)
    delete(root_id, reply_id)

    assert bob.read()["comments"] == []
    assert bob.read()["thread"]["count"] == 0


def test_removed_replies_are_no_gap_in_the_pages(bob, site):
    (root_id,) = fill(site, 1)
    written = fill(site, 30, parent=root_id)
    (answer_id,) = fill(site, 1, parent=written[0])
    delete(*written[:5])

    (root,) = bob.read()["comments"]

    assert root["reply_count"] == 26
    assert sorted(below(bob, root)) == sorted([written[0], *written[5:], answer_id])


def test_the_page_without_a_script_is_turned_the_same_way(client, site):
    fill(site, 27)
    first = client.get(f"/embed/thread?site=blog&url={PAGE}").text
    following = first.partition("cursor=")[2].partition('"')[0]

    second = client.get(f"/embed/thread?site=blog&url={PAGE}&cursor={following}").text

    assert (first.count("<article"), second.count("<article")) == (25, 2)
    assert "cursor=" not in second
