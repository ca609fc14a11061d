"""The discussion without a script: a page, a form, a redirect."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from models import Comment, db, transaction
from tests.cast import BLOG, OTHER, PAGE
from tests.crowd import fill
from tests.tables import stored

AT = {"site": "blog", "url": PAGE}


class Browser:
    """A browser that runs no script: it opens a page, fills its form in, and sends that."""

    def __init__(self, client: Any, **at: str) -> None:
        self.client, self.at = client, AT | at
        self.answer = client.get(f"/embed/thread?{urlencode(self.at)}")

    @property
    def page(self) -> str:
        return self.answer.text

    @property
    def fields(self) -> dict[str, str]:
        """What the form holds before anybody types."""
        inputs = re.findall(r"<input[^>]*>", self.page)
        return {_attribute(each, "name"): _attribute(each, "value") for each in inputs}

    def send(self, **typed: str) -> "Browser":
        action = unescape(re.search(r'<form method="post" action="([^"]+)"', self.page)[1]).partition("#")[0]
        self.answer = self.client.post(action, data=self.fields | typed, follow_redirects=True)
        return self


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


@pytest.fixture
def browser(client, site) -> Browser:
    return Browser(client)


def test_it_works(browser, site, client):
    with transaction():
        site.hold = "nothing"

    browser.send(name="Carol", text="Hello *there*.")

    assert browser.answer.status_code == 200
    assert "Your comment has arrived" in browser.page
    assert "<p>Hello <em>there</em>.</p>" in Browser(client).page


def test_a_reload_after_posting_posts_nothing_twice(browser):
    browser.send(name="Carol", text="Hello.")

    browser.client.get(browser.answer.request.full_path)

    assert browser.answer.request.method == "GET"
    assert stored()["comment"] == 1


def test_the_same_form_sent_twice_brings_one_comment(browser):
    page, fields = browser.answer, browser.fields
    browser.send(name="Carol", text="Hello.")
    browser.answer = page

    browser.send(name="Carol", text="Hello again.", form=fields["form"])

    assert browser.answer.status_code == 409
    assert stored()["comment"] == 1


def test_what_waits_is_shown_to_its_author_alone(browser, client):
    browser.send(name="Carol", text="Hello.")

    assert "It waits for a moderator" in browser.page
    assert "<p>Hello.</p>" in browser.page
    assert "<p>Hello.</p>" not in Browser(client).page


def test_spam_looks_like_waiting(browser):
    browser.send(name="Mallory", text="Hello.", homepage_2="http://spam.example")

    assert "It waits for a moderator" in browser.page
    assert db.session.scalars(db.select(Comment.status)).all() == ["spam"]


def test_a_reply_stands_below_its_parent(client, site):
    (parent,) = fill(site, 1)
    with transaction():
        site.hold = "nothing"

    Browser(client, reply=str(parent)).send(name="Carol", text="An answer.")

    assert db.session.scalars(db.select(Comment.parent_id).order_by(Comment.id)).all() == [None, parent]
    assert Browser(client).page.index("Number") < Browser(client).page.index("An answer.")


def test_the_reply_link_leads_to_the_form_of_a_reply(client, site):
    (parent,) = fill(site, 1)
    link = unescape(re.search(r'href="(/embed/thread\?[^"]+reply=\d+)#write"', Browser(client).page)[1])

    answer = client.get(link)

    assert "Write a reply" in answer.text
    assert f'name="parent" value="{parent}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"text": " "}, "Please fill this in."),
        ({"email": "no"}, "This is not an e-mail address."),
        ({"website": "javascript:alert(1)"}, "This is not a web address."),
        ({"name": "a\x00b"}, "This holds control characters; leave them out."),
        ({"parent": "4711"}, "The comment that you reply to is not in this discussion."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, typed, said):
    browser.send(**{"name": "Carol", "text": "A long comment.", "email": "carol@blog.example"} | typed)

    assert browser.answer.status_code == 422
    assert said in browser.page
    assert stored() == {}
    assert "A long comment." in browser.page or "text" in typed


def test_a_mended_form_is_taken(browser):
    browser.send(name="Carol", text="Hello.", email="no")

    browser.send(text="Hello.", email="carol@blog.example")

    assert browser.answer.status_code == 200
    assert db.session.scalars(db.select(Comment.author_email)).all() == ["carol@blog.example"]


def test_a_duplicate_is_said_to_be_one(browser, client):
    browser.send(name="Carol", text="Hello.")

    again = Browser(client).send(name="Carol", text="Hello.")

    assert again.answer.status_code == 409
    assert "You have said that already" in again.page


def test_nul_in_the_trap_breaks_nothing(browser):
    browser.send(name="Mallory", text="Hello.", homepage_2="a\x00b")

    assert browser.answer.status_code == 200
    assert stored()["comment"] == 1


@pytest.mark.parametrize("visitor", ["garbage", "W10.c2ln"])
def test_a_forged_visitor_is_nobody(browser, visitor):
    browser.send(name="Mallory", text="Hello.", visitor=visitor)

    assert browser.answer.status_code == 401
    assert stored() == {}


def test_a_closed_site_shows_no_form(client, site):
    fill(site, 1)
    with transaction():
        site.is_open, site.version = False, 2

    page = Browser(client).page

    assert "This discussion is closed." in page
    assert "<form" not in page
    assert "Number" in page


def test_it_speaks_the_sites_language(client, site):
    with transaction():
        site.language = "it-CH"

    page = Browser(client).page

    assert '<html lang="it">' in page
    assert "Scrivi un commento" in page


def test_it_names_akismet_where_it_is_asked(client, akismet):
    assert "This site uses Akismet to reduce spam." in Browser(client).page


def test_it_says_that_the_address_is_not_published(browser):
    assert "Your e-mail address will not be published." in browser.page


def test_it_asks_for_no_website_where_the_site_wants_none(client, site):
    with transaction():
        site.website_asked = False

    assert 'name="website"' not in Browser(client).page


def test_it_leads_back_to_its_page(browser):
    assert f'<a href="{PAGE}" target="_top">' in browser.page


def test_it_runs_no_script_and_no_style_of_its_own(browser):
    assert not re.search(r"<script|<style|\son\w+=|\sstyle=", browser.page)


def test_a_tombstone_says_so(client, site):
    (parent,) = fill(site, 1)
    fill(site, 1, parent=parent)
    with transaction():
        db.session.get(Comment, parent).become("deleted")

    assert "This comment has been removed." in Browser(client).page


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ({"site": "nowhere"}, 404),
        ({"url": OTHER}, 403),
        ({"url": "nonsense"}, 422),
        ({"url": ""}, 422),
        ({"cursor": "x"}, 422),
        ({"sort": "best"}, 422),
        ({"colour": "red"}, 422),
        ({"receipt": "forged"}, 200),
        ({"reply": "x"}, 200),
        ({"reply": "9" * 400}, 200),
        ({"thread": "lesson-3"}, 200),
    ],
)
def test_an_address_that_makes_no_sense_is_told(client, site, at, status):
    answer = Browser(client, **at).answer

    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_a_page_that_was_never_commented_on_says_so(client, site):
    assert "No comments yet." in Browser(client, url=f"{BLOG}/new").page
