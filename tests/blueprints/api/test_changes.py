import pytest

from blueprints.api.schemas.told import Changes
from models import Comment, db, transaction
from tests.answers import refused
from tests.cast import BLOG
from tests.crowd import fill


def since(reader, version: int, **query) -> dict:
    return reader.get("/changes", since=version, **query).json


def told(reader, version: int) -> list[tuple[int, str]]:
    return [(comment["id"], comment["status"]) for comment in since(reader, version)["comments"]]


@pytest.fixture
def version(bob) -> int:
    """The version of a discussion in which bob has begun."""
    bob.say("The beginning.")
    return bob.read()["thread"]["version"]


def test_it_works(bob, version):
    new = bob.say("News.")

    answer = since(bob, version)

    assert [comment["html"] for comment in answer["comments"]] == ["<p>News.</p>\n"]
    assert (answer["comments"][0]["id"], answer["reset"]) == (new["id"], False)
    assert answer["thread"] == bob.read()["thread"]


def test_it_is_what_the_reference_says(bob, version):
    bob.say("News.")

    Changes().load(since(bob, version))


def test_where_nothing_changed_there_is_nothing_to_tell(bob, version):
    assert told(bob, version) == []


def test_what_waits_is_no_change(carol, version):
    carol.say("I wait.")

    assert told(carol, version) == []


def test_a_comment_that_was_approved_after_a_newer_one_is_not_missed(bob, carol, approve, version):
    late = carol.say("I wait.")
    bob.say("News.")
    seen = bob.read()["thread"]["version"]

    approve(late["id"])

    assert told(bob, seen) == [(late["id"], "published")]


def test_one_that_is_gone_is_told_without_its_words(bob, move, version):
    gone = bob.say("I regret this.")
    seen = bob.read()["thread"]["version"]

    move(gone["id"], "rejected")

    [comment] = since(bob, seen)["comments"]
    assert (comment["id"], comment["status"], comment["html"], comment["author"]) == (gone["id"], "removed", None, None)


def test_those_above_a_new_reply_are_told_with_their_count(bob):
    root = bob.say("A question?")
    seen = bob.read()["thread"]["version"]

    reply = bob.say("An answer.", parent=root["id"])

    counts = {comment["id"]: comment["reply_count"] for comment in since(bob, seen)["comments"]}
    assert counts == {root["id"]: 1, reply["id"]: 0}


def test_from_nothing_on_everything_is_told(bob):
    first = bob.say("The beginning.")

    assert told(bob, 0) == [(first["id"], "published")]


def test_a_page_without_comments_has_not_changed(carol):
    answer = since(carol, 0, url=f"{BLOG}/new")

    assert (answer["comments"], answer["reset"], answer["thread"]["version"]) == ([], False, 0)


@pytest.mark.parametrize(("count", "is_reset", "shown"), [(100, False, 100), (101, True, 0)])
def test_more_than_a_hundred_are_not_told_one_by_one(bob, site, version, count, is_reset, shown):
    fill(site, count)

    answer = since(bob, version)

    assert (answer["reset"], len(answer["comments"])) == (is_reset, shown)


def test_a_version_that_never_was_means_to_read_anew(bob, version):
    assert since(bob, version + 5)["reset"] is True


def test_asked_again_it_is_answered_in_one_line(bob, version):
    etag = bob.get("/changes", since=version).headers["ETag"]
    again = bob.client.get(
        "/api/v1/changes",
        query_string={"site": "blog", "url": bob.page, "since": version},
        headers={"If-None-Match": etag},
    )

    assert (again.status_code, again.data) == (304, b"")


def test_a_change_ends_that(bob, version):
    etag = bob.get("/changes", since=version).headers["ETag"]
    bob.say("News.")

    assert bob.get("/changes", since=version).headers["ETag"] != etag


@pytest.mark.parametrize("wrong", ["", "-1", "1.0", "x", "٣", "9" * 16])
def test_a_version_is_a_number(carol, wrong):
    assert refused(carol.get("/changes", since=wrong)) == (422, "invalid", {"since": "wrong_type"})


def test_other_sites_changes_are_not_told(bob, version, other_site):
    assert bob.get("/changes", since=0, site="other").json["comments"] == []


def test_an_edit_is_told(bob, version):
    comment = bob.say("Befor.")
    seen = bob.read()["thread"]["version"]

    bob.change(comment["id"], "Before.")

    assert [(each["html"], bool(each["edited"])) for each in since(bob, seen)["comments"]] == [
        ("<p>Before.</p>\n", True)
    ]


def test_a_change_of_what_is_pinned_is_told(bob, version):
    comment = bob.say("Look here.")
    seen = bob.read()["thread"]["version"]
    with transaction():
        row = db.session.get(Comment, comment["id"])
        row.pinned_at = row.created_at
        row.show_change()

    assert [each["pinned"] for each in since(bob, seen)["comments"]] == [True]
