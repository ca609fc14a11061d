"""The discussion as HTML for a host's own page, as a static-site build fetches it."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from models import Comment, db, transaction
from tests.cast import BLOG, OTHER, PAGE
from tests.crowd import fill

VOID = {"meta", "img", "br", "hr", "link", "input"}


class Fragment(HTMLParser):
    """Its elements as (tag, attributes, the item types they stand in), and that every element is closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.props: list[tuple[int, str, str]] = []
        self.open: list[str] = []
        self.depth: list[bool] = []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.elements.append((tag, told))
        if name := told.get("itemprop"):
            self.props.append(
                (sum(self.depth), name, told.get("content") or told.get("datetime") or told.get("href") or "")
            )
        if tag not in VOID:
            self.open.append(tag)
            self.depth.append("itemscope" in told)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.depth.pop()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, prop: str) -> list[str]:
        return [value for _, name, value in self.props if name == prop]

    @property
    def data(self) -> Any:
        return json.loads(
            re.search(r'<script type="application/json" class="chiosa-page">(.*?)</script>', self.markup)[1]
        )


@pytest.fixture
def ask(client, site):
    def get(headers: dict[str, str] | None = None, **query: str) -> Any:
        return client.get("/embed/thread.html", query_string={"site": "blog", "url": PAGE} | query, headers=headers)

    return get


@pytest.fixture
def read(ask):
    return lambda **query: Fragment(ask(**query).text)


def test_it_works(read, bob):
    comment = bob.say("Hello *there*.", title="On margins")

    fragment = read()

    assert "<p>Hello <em>there</em>.</p>" in fragment.markup
    assert fragment.all("chiosa-thread") == [{"data-site": "blog", "data-url": PAGE}]
    assert fragment.values("url") == [PAGE, f"{PAGE}#comment-{comment['id']}"]
    assert fragment.values("datePublished") == [comment["created"]]


def test_it_carries_what_the_widget_would_have_fetched(read, bob):
    bob.say("Hello.")

    assert read().data == bob.read()


def test_what_it_carries_is_in_the_order_that_was_asked_for(read, bob, site):
    fill(site, 2)

    fragment = read(sort="oldest")

    assert fragment.data == bob.read(sort="oldest")
    assert fragment.all("chiosa-thread")[0]["data-sort"] == "oldest"


def test_comments_are_marked_up_for_search_engines(read, site):
    (root,) = fill(site, 1)
    fill(site, 1, parent=root)
    with transaction():
        comment = db.session.get(Comment, root)
        comment.up, comment.edited_at = 3, comment.created_at

    fragment = read()

    kinds = [each["itemtype"].rpartition("/")[2] for _, each in fragment.elements if "itemtype" in each]
    assert kinds == ["DiscussionForumPosting", "Comment", "Person", "Comment", "Person"]
    assert [depth for depth, name, _ in fragment.props if name == "comment"] == [1, 2]
    assert fragment.values("upvoteCount") == ["3"]
    assert fragment.values("commentCount") == ["2"]
    assert len(fragment.values("dateModified")) == 1
    assert [depth for depth, name, _ in fragment.props if name == "text"] == [2, 3]


def test_it_has_no_style_no_script_that_runs_and_no_id(read, site):
    (root,) = fill(site, 1)
    fill(site, 1, parent=root)

    fragment = read()

    assert [each["type"] for each in fragment.all("script")] == ["application/json"]
    assert {"style", "link", "iframe", "form"}.isdisjoint(fragment.open)
    assert not any(name in ("id", "style") or name.startswith("on") for _, each in fragment.elements for name in each)


def test_the_host_page_finds_a_comment_by_its_permalink(read, site):
    (comment_id,) = fill(site, 1)

    assert f"comment-{comment_id}" in [link.get("name") for link in read().all("a")]


def test_all_links_are_whole(read, site):
    fill(site, 27)

    links = [link["href"] for link in read().all("a") if "href" in link]

    assert len(links) > 50
    assert [link for link in links if not link.startswith(("https://", "http://"))] == []


def test_the_rest_is_a_link_away(read, client, site):
    comments = fill(site, 26)

    (further,) = [link["href"] for link in read().all("a") if "cursor=" in link["href"]]

    address = urlsplit(further)
    assert parse_qs(address.query)["url"] == [PAGE]
    assert f'id="comment-{comments[0]}"' in client.get(f"{address.path}?{address.query}").text


def test_it_leads_to_the_feed_and_to_the_form(read, site):
    links = {link.get("type"): link["href"] for link in read().all("a")}

    assert links["application/atom+xml"].startswith("http://127.0.0.1:8000/feeds/thread.atom?site=blog&url=")
    assert links[None].endswith("#write")


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\"'\\"])
def test_nothing_gets_out_of_what_it_carries(read, bob, hostile):
    bob.say("Hello.", name=f"Bob {hostile}", title=hostile)

    fragment = read()

    assert [each["type"] for each in fragment.all("script")] == ["application/json"]
    assert fragment.data["comments"][0]["author"]["name"] == bob.read()["comments"][0]["author"]["name"]


def test_it_speaks_the_language_that_is_asked_for(read, site):
    fill(site, 1)

    fragment = read(lang="it")

    assert fragment.all("section")[0]["lang"] == "it"
    assert ">1 commento</h2>" in fragment.markup
    assert fragment.all("chiosa-thread")[0]["data-lang"] == "it"


def test_a_discussion_by_its_own_name_keeps_it(read, bob):
    bob.say("Hello.", thread="lesson-3")

    fragment = read(thread="lesson-3")

    assert fragment.all("chiosa-thread")[0]["data-thread"] == "lesson-3"
    assert "Hello." in fragment.markup


def test_a_removed_comment_says_nothing_but_that(read, site):
    (root,) = fill(site, 1, name="Gone Girl")
    fill(site, 1, parent=root)
    with transaction():
        db.session.get(Comment, root).become("deleted")

    fragment = read()

    assert "This comment was removed." in fragment.markup
    assert "Gone Girl" not in fragment.markup


def test_what_has_not_changed_is_not_sent_again(ask, site):
    fill(site, 1)
    etag = ask().headers["ETag"]

    again = ask({"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=10"


@pytest.mark.parametrize("query", [{"sort": "oldest"}, {"lang": "it"}, {"url": f"{PAGE}?"}])
def test_another_question_has_another_answer(ask, site, query):
    fill(site, 1)

    assert ask(**query).headers["ETag"] != ask().headers["ETag"]


def test_a_new_comment_is_sent(ask, site):
    fill(site, 1)
    etag = ask().headers["ETag"]
    fill(site, 1)

    assert ask({"If-None-Match": etag}).status_code == 200


def test_everybody_gets_the_same_bytes_and_search_engines_keep_the_hosts_page_alone(ask, site):
    fill(site, 1)

    first, second = ask(), ask({"User-Agent": "another", "Cookie": "a=b"})

    assert first.data == second.data
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert first.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=10"


def test_a_page_that_the_site_lists_may_fetch_it(ask):
    answer = ask({"Origin": BLOG})

    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, BLOG)
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"site": "nowhere"}, 404),
        ({"url": OTHER}, 403),
        ({"url": "nonsense"}, 422),
        ({"sort": "loudest"}, 422),
        ({"cursor": "c1"}, 422),
        ({"lang": "x" * 36}, 422),
        ({"lang": "nonsense"}, 200),
    ],
)
def test_what_makes_no_sense_is_refused(ask, query, status):
    assert ask(**query).status_code == status


def test_an_unlisted_page_may_not_fetch_it(ask):
    answer = ask({"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers
