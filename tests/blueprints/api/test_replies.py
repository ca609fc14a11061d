import pytest

from blueprints.api.schemas.told import RepliesPage
from models import Comment, db, transaction
from tests.cast import Reader
from tests.crowd import fill


@pytest.fixture
def root(site) -> int:
    return fill(site, 1)[0]


def replies(reader: Reader, root: int, cursor: str = "c0"):
    return reader.get(f"/comments/{root}/replies", url=None, cursor=cursor)


def test_it_works(carol, site, root):
    written = fill(site, 3, parent=root)

    answer = replies(carol, root)

    assert [reply["id"] for reply in answer.json["comments"]] == written
    assert answer.json["next"] is None


def test_it_is_what_the_reference_says(carol, site, root):
    fill(site, 52, parent=root)

    answer = replies(carol, root)

    RepliesPage().load(answer.json)
    assert len(answer.json["comments"]) == 50
    assert [reply["id"] for reply in replies(carol, root, answer.json["next"]).json["comments"]] == [
        root + 51,
        root + 52,
    ]


def test_they_come_flat_each_with_its_parent(carol, site, root):
    (first,) = fill(site, 1, parent=root)
    (second,) = fill(site, 1, parent=first)

    told = replies(carol, root).json["comments"]

    assert [(reply["id"], reply["parent"], reply["replies"]) for reply in told] == [
        (first, root, []),
        (second, first, []),
    ]


def test_it_begins_after_the_cursor(carol, site, root):
    first, second = fill(site, 2, parent=root)

    assert [reply["id"] for reply in replies(carol, root, f"c{first}").json["comments"]] == [second]


def test_a_reply_is_no_root(carol, site, root):
    (reply,) = fill(site, 1, parent=root)

    assert replies(carol, reply).status_code == 404


def test_a_tombstone_has_its_replies(carol, site, root):
    written = fill(site, 2, parent=root)
    with transaction():
        db.session.get(Comment, root).become("deleted")

    assert [reply["id"] for reply in replies(carol, root).json["comments"]] == written


@pytest.mark.parametrize("query", [{"cursor": "c0", "url": "x"}, {"cursor": "c0", "sort": "oldest"}, {}])
def test_it_wants_a_site_and_a_cursor_alone(client, root, query):
    answer = client.get(f"/api/v1/comments/{root}/replies", query_string={"site": "blog"} | query)

    assert answer.status_code == 422
