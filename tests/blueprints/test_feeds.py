"""Atom and JSON Feed, as a feed reader meets them: a real parser, conditional requests, hostile comments."""

from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from models import Comment, Thread, db, transaction
from tests.answers import refused
from tests.cast import BLOG, OTHER, PAGE
from tests.crowd import fill

NS = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = ["atom", "json"]
ON_PAGE = {"site": "blog", "url": PAGE}


@pytest.fixture
def get(client, site):
    """Ask for a feed of the blog: `thread.atom`, `site.json`."""

    def ask(path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        told = ON_PAGE if path.startswith("thread") else {"site": "blog"}
        return client.get(f"/feeds/{path}", query_string=told | query, headers=headers)

    return ask


@pytest.fixture
def feed(get):
    """The parsed Atom feed, or JSON Feed."""

    def read(path: str, **query: Any) -> Any:
        answer = get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json if path.endswith("json") else fromstring(answer.data, forbid_dtd=True)

    return read


def texts(parsed: Element) -> list[str]:
    return [content.text for content in parsed.findall("a:entry/a:content", NS)]


def text(element: Element, path: str) -> str | None:
    return element.findtext(path, namespaces=NS)


def link(element: Element, rel: str) -> Element:
    return element.find(f"a:link[@rel='{rel}']", NS)


def ids(feed_json: dict[str, Any]) -> list[int]:
    return [int(item["id"].rpartition("/")[2]) for item in feed_json["items"]]


def change(comment_id: int, **values: Any) -> Comment:
    with transaction():
        comment = db.session.get(Comment, comment_id)
        for name, value in values.items():
            setattr(comment, name, value)
    return comment


def test_it_works(feed, bob):
    comment = bob.say("Hello *there*.", title="On margins", website="https://bob.example")

    parsed = feed("thread.atom")

    (entry,) = parsed.findall("a:entry", NS)
    assert parsed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text(parsed, "a:title") == "Feed of the comments on “On margins”"
    assert text(entry, "a:title") == "Bob on “On margins”"
    assert text(entry, "a:content").strip() == "<p>Hello <em>there</em>.</p>"
    assert (text(entry, "a:author/a:name"), text(entry, "a:author/a:uri")) == ("Bob", "https://bob.example")
    assert link(entry, "alternate").get("href") == f"{PAGE}#comment-{comment['id']}"
    assert text(entry, "a:published") == text(entry, "a:updated") == comment["created"]


def test_it_works_as_json(feed, bob):
    comment = bob.say("Hello.", title="On margins")

    told = feed("thread.json")

    (item,) = told["items"]
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["home_page_url"], told["language"]) == (PAGE, "en")
    assert (item["content_html"].strip(), item["authors"]) == ("<p>Hello.</p>", [{"name": "Bob"}])
    assert (item["url"], item["date_published"]) == (f"{PAGE}#comment-{comment['id']}", comment["created"])


@pytest.mark.parametrize(("ending", "kind"), [("atom", "application/atom+xml"), ("json", "application/feed+json")])
@pytest.mark.parametrize("feed_of", ["thread", "site"])
def test_it_says_what_it_is(get, site, feed_of, ending, kind):
    answer = get(f"{feed_of}.{ending}")

    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=10"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_without_comments_has_an_empty_feed(feed, site):
    parsed = feed("thread.atom", url=f"{BLOG}/new")

    assert parsed.findall("a:entry", NS) == []
    assert text(parsed, "a:title") == f"Feed of the comments on “{BLOG}/new”"
    assert datetime.fromisoformat(text(parsed, "a:updated")) == site.created_at.replace(microsecond=0)


def test_it_knows_its_own_address_and_its_page(feed, site):
    parsed = feed("thread.atom")

    assert link(parsed, "self").get("href") == (
        "http://127.0.0.1:8000/feeds/thread.atom?site=blog&url=https%3A%2F%2Fblog.example%2Farticle"
    )
    assert link(parsed, "alternate").get("href") == PAGE


def test_ids_are_tags_that_stay(feed, site):
    (comment_id,) = fill(site, 1)
    day = site.created_at.date().isoformat()

    first, later = feed("thread.atom"), feed("site.atom")

    assert text(first, "a:entry/a:id") == f"tag:127.0.0.1,{day}:blog/comments/{comment_id}"
    assert text(first, "a:entry/a:id") == text(later, "a:entry/a:id")
    assert text(first, "a:id") != text(later, "a:id")


def test_the_id_of_a_pages_feed_does_not_change_with_its_first_comment(feed, site):
    before = text(feed("thread.atom"), "a:id")
    fill(site, 1)

    assert text(feed("thread.atom"), "a:id") == before


def test_a_reply_names_what_it_answers(feed, site):
    (root,) = fill(site, 1)
    fill(site, 1, parent=root)

    newest, oldest = feed("thread.atom").findall("a:entry", NS)

    answered = newest.find("thr:in-reply-to", NS)
    assert (answered.get("ref"), answered.get("href")) == (text(oldest, "a:id"), f"{PAGE}#comment-{root}")
    assert oldest.find("thr:in-reply-to", NS).get("ref") == PAGE


def test_an_edit_is_an_update(feed, site):
    comment_id, _ = fill(site, 2)
    edited = datetime.fromisoformat("2031-05-06T07:08:09+00:00")
    change(comment_id, edited_at=edited)

    parsed = feed("thread.atom")

    assert [text(entry, "a:updated") for entry in parsed.findall("a:entry", NS)][1] == "2031-05-06T07:08:09Z"
    assert text(parsed, "a:updated") == "2031-05-06T07:08:09Z"


@pytest.mark.parametrize("status", ["pending", "checking", "spam", "rejected", "deleted"])
def test_only_what_is_published_is_told(feed, site, status):
    hidden, parent, shown = *fill(site, 2), *fill(site, 1)
    fill(site, 1, parent=parent)
    with transaction():
        db.session.get(Comment, hidden).become(status)
        db.session.get(Comment, parent).become(status)

    assert shown in ids(feed("thread.json"))
    assert {hidden, parent}.isdisjoint(ids(feed("thread.json")) + ids(feed("site.json")))


@pytest.mark.parametrize("path", ["thread.json", "site.json"])
def test_it_holds_the_newest_50_newest_first(feed, site, path):
    comments = fill(site, 53)

    assert ids(feed(path)) == comments[:-51:-1]


def test_a_sites_feed_tells_of_all_its_pages_and_of_no_other_site(feed, site, other_site):
    here, there = fill(site, 1), fill(site, 1, url=f"{BLOG}/other")
    fill(other_site, 1, url=f"{OTHER}/lesson")

    told = feed("site.json")

    assert ids(told) == there + here
    assert told["title"] == "Feed of the comments on Alice's blog"
    assert told["items"][0]["url"].startswith(f"{BLOG}/other#comment-")


def test_a_pages_feed_tells_of_no_other_page(feed, site):
    fill(site, 1, url=f"{BLOG}/other")

    assert ids(feed("thread.json")) == []


@pytest.mark.parametrize("depth", [0, 1])
def test_a_chain_of_replies_has_a_feed(feed, site, depth):
    (root,) = fill(site, 1)
    (reply,) = fill(site, 1, parent=root)
    (answer,) = fill(site, 1, parent=reply)
    fill(site, 1, parent=fill(site, 1)[0])

    told = feed("replies.json", comment=[root, reply][depth])

    assert ids(told) == [[answer, reply], [answer]][depth]
    assert told["title"] == "Feed of the replies to Erin"
    assert told["home_page_url"] == f"{PAGE}#comment-{[root, reply][depth]}"


def test_the_replies_to_a_removed_comment_name_nobody(feed, site):
    (root,) = fill(site, 1)
    fill(site, 1, parent=root)
    with transaction():
        db.session.get(Comment, root).become("deleted")

    assert feed("replies.json", comment=root)["title"] == "Feed of the replies to Anonymous"


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_not_changed_is_not_sent_again(get, site, kind):
    (root,) = fill(site, 1)
    paths = {f"thread.{kind}": {}, f"site.{kind}": {}, f"replies.{kind}": {"comment": root}}
    etags = {path: get(path, **query).headers["ETag"] for path, query in paths.items()}

    again = [get(path, {"If-None-Match": etags[path]}, **query) for path, query in paths.items()]

    assert [(answer.status_code, answer.data) for answer in again] == [(304, b"")] * 3
    assert {answer.headers["Cache-Control"] for answer in again} == {"public, max-age=60, stale-while-revalidate=10"}


@pytest.mark.parametrize("path", ["thread.atom", "site.json"])
def test_a_new_comment_is_sent_to_who_had_the_feed(get, site, path):
    fill(site, 1)
    etag = get(path).headers["ETag"]
    fill(site, 1)

    assert get(path, {"If-None-Match": etag}).status_code == 200


def test_a_removed_comment_is_gone_from_the_feed_of_who_had_it(get, feed, site):
    (comment_id,) = fill(site, 1)
    etag = get("thread.atom").headers["ETag"]
    with transaction():
        db.session.get(Comment, comment_id).become("deleted")

    assert get("thread.atom", {"If-None-Match": etag}).status_code == 200
    assert texts(feed("thread.atom")) == []


def test_a_late_approval_is_not_missed_by_who_asks_by_time_alone(get, site):
    late, _ = fill(site, 2)
    with transaction():
        db.session.get(Comment, late).become("pending")
    known = get("thread.atom").headers["Last-Modified"]
    with transaction():
        db.session.get(Comment, late).become("published")

    assert get("thread.atom", {"If-Modified-Since": known}).status_code == 200


def test_last_modified_is_the_newest_change(get, feed, site):
    fill(site, 1)

    answer = get("thread.atom")

    assert answer.last_modified == datetime.fromisoformat(text(feed("thread.atom"), "a:updated"))


@pytest.mark.parametrize(
    ("path", "query", "told"),
    [
        ("thread.atom", {"site": "nowhere"}, (404, "unknown_site", {"site": "not_allowed"})),
        ("site.json", {"site": "nowhere"}, (404, "unknown_site", {"site": "not_allowed"})),
        ("thread.json", {"url": OTHER}, (403, "foreign_origin", {})),
        ("thread.json", {"url": "nonsense"}, (422, "invalid", {"url": "not_a_link"})),
        ("thread.atom", {"colour": "red"}, (422, "invalid", {"colour": "unknown"})),
        ("replies.atom", {}, (422, "invalid", {"comment": "required"})),
        ("replies.atom", {"comment": "x"}, (422, "invalid", {"comment": "wrong_type"})),
        ("replies.atom", {"comment": 4711}, (404, "not_found", {})),
        ("thread.rss", {}, (404, "not_found", {})),
    ],
)
def test_what_makes_no_sense_is_refused_in_the_shape_of_all_errors(get, path, query, told):
    assert refused(get(path, **query)) == told


def test_replies_to_another_sites_comment_are_none_of_ours(get, other_site):
    (theirs,) = fill(other_site, 1, url=f"{OTHER}/lesson")

    assert refused(get("replies.atom", comment=theirs)) == (404, "not_found", {})


def test_replies_to_a_hidden_comment_are_not_told(get, site):
    (comment_id,) = fill(site, 1)
    with transaction():
        db.session.get(Comment, comment_id).become("pending")

    assert refused(get("replies.atom", comment=comment_id)) == (404, "not_found", {})


def test_a_page_that_the_site_lists_may_read_it(get):
    answer = get("thread.json", {"Origin": BLOG})

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, BLOG)
    assert "Origin" in answer.headers["Vary"]


def test_a_page_that_the_site_does_not_list_may_not(get):
    assert refused(get("thread.json", {"Origin": "https://evil.example"})) == (403, "foreign_origin", {})


@pytest.mark.parametrize(("language", "said"), [("it-CH", "Feed dei commenti a «On margins»"), ("xx", "Feed of the")])
def test_it_speaks_the_sites_language(feed, bob, site, language, said):
    bob.say("Hello.", title="On margins")
    with transaction():
        site.language, site.version = language, 9

    parsed = feed("thread.atom")

    assert said in text(parsed, "a:title")
    assert parsed.get(LANG) == language[:2].replace("xx", "en")


HOSTILE = "]]></content><script>alert(1)</script>&amp;\"'<!--"


def test_a_hostile_name_title_and_text_are_text(feed, bob):
    bob.say(HOSTILE, name=HOSTILE, title=HOSTILE, website="https://bob.example/?a=\"'&<b>")

    parsed = feed("thread.atom")

    (entry,) = parsed.findall("a:entry", NS)
    assert text(entry, "a:author/a:name") == HOSTILE
    assert HOSTILE in text(entry, "a:title")
    assert "<script" not in text(entry, "a:content")


@pytest.mark.parametrize("name", ["a\x00b\x0cc", "a\ufffeb\uffff", "a\x1b[31mb", "\x0b"])
def test_what_no_xml_may_hold_is_left_out(feed, site, name):
    (comment_id,) = fill(site, 1)
    with transaction():
        db.session.get(Comment, comment_id).author_name = name.replace("\x00", "")
        db.session.scalars(db.select(Thread)).one().title = name.replace("\x00", "")

    parsed = feed("thread.atom")

    assert set(text(parsed, "a:entry/a:author/a:name")).isdisjoint("\x0b\x0c\x1b\ufffe\uffff")


@pytest.mark.parametrize("kind", KINDS)
def test_a_head_request_gets_no_body(client, site, kind):
    answer = client.head(f"/feeds/site.{kind}?site=blog")

    assert (answer.status_code, answer.data) == (200, b"")


def test_it_takes_no_post(client, site):
    assert client.post("/feeds/site.atom?site=blog").status_code == 405
