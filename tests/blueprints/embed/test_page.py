"""The discussion without a script: a page, a form, a redirect."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from models import Comment, Reaction, Thread, db, transaction
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

    @property
    def trap(self) -> str:
        """What the field is called that no person fills in."""
        return re.search(r'<div class="trap".*?<input id="(\w+)"', self.page)[1]

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
        site.hold, site.work = "nothing", False

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

    assert "Your comment waits for a moderator." in browser.page
    assert "<p>Hello.</p>" in browser.page
    assert "<p>Hello.</p>" not in Browser(client).page


def test_spam_looks_like_waiting(browser):
    browser.send(name="Mallory", text="Hello.", **{browser.trap: "http://spam.example"})

    assert "Your comment waits for a moderator." in browser.page
    assert db.session.scalars(db.select(Comment.status)).all() == ["spam"]


def test_a_reply_stands_below_its_parent(client, site):
    (parent,) = fill(site, 1)
    with transaction():
        site.hold, site.work = "nothing", False

    Browser(client, reply=str(parent)).send(name="Carol", text="An answer.")

    assert db.session.scalars(db.select(Comment.parent_id).order_by(Comment.id)).all() == [None, parent]
    assert Browser(client).page.index("Number") < Browser(client).page.index("An answer.")


def test_the_reply_link_leads_to_the_form_of_a_reply(client, site):
    (parent,) = fill(site, 1)
    link = unescape(re.search(r'href="(/embed/thread\?[^"]+reply=\d+)#write"', Browser(client).page)[1])

    answer = client.get(link)

    assert "Reply to Erin" in answer.text
    assert f'name="parent" value="{parent}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"text": " "}, "Please fill this in."),
        ({"email": "no"}, "Write an e-mail address such as name@example.com."),
        ({"website": "javascript:alert(1)"}, "Write an address such as https://example.com."),
        ({"name": "a\x00b"}, "This contains invisible characters. Type it anew."),
        ({"parent": "4711"}, "This comment belongs to another discussion."),
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
    assert "You have already posted this comment." in again.page


def test_nul_in_the_trap_breaks_nothing(browser):
    browser.send(name="Mallory", text="Hello.", **{browser.trap: "a\x00b"})

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

    assert "Comments are closed on this site." in page
    assert "<form" not in page
    assert "Number" in page


def test_it_speaks_the_sites_language(client, site):
    with transaction():
        site.language = "it-CH"

    page = Browser(client).page

    assert '<html lang="it" dir="ltr">' in page
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
    assert f'href="{PAGE}" target="_top">Back to the page</a>' in browser.page


def test_it_runs_no_script_and_no_style_of_its_own(browser):
    assert not re.search(r"<script|<style|\son\w+=|\sstyle=", browser.page)


def test_a_tombstone_says_so(client, site):
    (parent,) = fill(site, 1)
    fill(site, 1, parent=parent)
    with transaction():
        db.session.get(Comment, parent).become("deleted")

    assert "This comment was removed." in Browser(client).page


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ({"site": "nowhere"}, 404),
        ({"url": OTHER}, 403),
        ({"url": "nonsense"}, 422),
        ({"url": ""}, 422),
        ({"cursor": "x"}, 422),
        ({"sort": "loudest"}, 422),
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


def link(page: str, text: str) -> str:
    """Where the link with that text leads."""
    return unescape(re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{re.escape(text)}</a>', page)[1])


def numbers(page: str) -> list[int]:
    """The comments that are drawn, from the top."""
    return [int(each) for each in re.findall(r'<article class="[^"]+" id="comment-(\d+)"', page)]


def change(comment_id: int, **values: Any) -> None:
    with transaction():
        comment = db.session.get(Comment, comment_id)
        for name, value in values.items():
            setattr(comment, name, value)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ({"pinned_at": datetime.fromisoformat("2030-01-01T00:00:00+00:00")}, '<span class="badge">Pinned</span>'),
        ({"badge": "teacher"}, '<span class="badge">Teacher</span>'),
        ({"edited_at": datetime.fromisoformat("2030-01-02T03:04:05+00:00")}, "Edited January 2, 2030, 3:04"),
        ({"up": 3}, '<span class="score">3 points</span>'),
        ({"up": 1}, '<span class="score">1 point</span>'),
        ({"author_name": ""}, "Anonymous"),
        ({"avatar": "abc"}, '<img class="avatar" src="/avatars/abc"'),
    ],
)
def test_it_shows_what_readers_see(client, site, state, shown):
    (comment_id,) = fill(site, 1)
    change(comment_id, **state)

    assert shown in Browser(client).page


@pytest.mark.parametrize(("votes", "score"), [("up", "4 points"), ("both", "1 point"), ("none", None)])
def test_the_score_is_what_the_sites_votes_come_to(client, site, votes, score):
    (comment_id,) = fill(site, 1)
    change(comment_id, up=4, down=3)
    with transaction():
        site.votes = votes

    found = re.findall(r'class="score">(.*?)<', Browser(client).page)

    assert found == [score] * (score is not None)


@pytest.mark.parametrize(("sort", "order"), [("newest", -1), ("oldest", 1)])
def test_it_sorts_as_asked(client, site, sort, order):
    comments = fill(site, 3)

    assert numbers(Browser(client, sort=sort).page) == comments[::order]


def test_the_best_come_first_where_there_are_votes(client, site):
    first, second, third = fill(site, 3)
    change(second, rank=9)

    best = client.get(link(Browser(client).page, "Best first")).text

    assert numbers(best) == [second, third, first]


def test_where_there_are_no_votes_nothing_is_best(client, site):
    fill(site, 2)
    with transaction():
        site.votes = "none"

    assert "Best first" not in Browser(client).page


def test_it_leads_on_to_further_comments_and_back_to_the_first(client, site):
    comments = fill(site, 26)

    second = client.get(link(Browser(client).page, "Show more comments")).text

    assert numbers(second) == comments[:1]
    assert "Show more comments" not in second
    assert numbers(client.get(link(second, "Show all comments")).text) == comments[:0:-1]


def test_further_replies_of_a_root_are_a_link_away(client, site):
    (root,) = fill(site, 1)
    replies = fill(site, 72, parent=root)

    second = client.get(link(Browser(client).page, "Continue this thread").partition("#")[0]).text
    third = client.get(link(second, "Show more comments")).text

    assert numbers(second) == [root, *replies[20:70]]
    assert numbers(third) == [root, *replies[70:]]


def test_a_reply_to_what_is_on_another_page_says_whom_it_answers(client, site):
    (root,) = fill(site, 1)
    first, *_ = fill(site, 20, parent=root, name="Frank")
    (late,) = fill(site, 1, parent=first, name="Grace")

    page = Browser(client, replies=str(root), cursor=f"c{late - 1}").page

    assert numbers(page) == [root, late]
    assert link(page, "in reply to Frank").endswith(f"comment={first}#comment-{first}")


def test_replies_are_not_set_deeper_and_deeper(client, site):
    comments = fill(site, 1)
    comments += fill(site, 1, parent=comments[-1])
    comments += fill(site, 1, parent=comments[-1])
    comments += fill(site, 1, parent=comments[-1])
    comments += fill(site, 1, parent=comments[-1], name="Frank")
    comments += fill(site, 1, parent=comments[-1])

    page = Browser(client).page

    assert numbers(page) == comments
    assert page.count("<ol") == 5
    assert link(page, "in reply to Frank").endswith(f"#comment-{comments[4]}")


def test_no_depth_breaks_it(client, site):
    deepest = Comment.of(site.id, fill(site, 1)[0])
    with transaction():
        for _ in range(300):
            deepest = copy_below(deepest)

    page = Browser(client, comment=str(deepest.id)).page

    assert numbers(page)[-1] == deepest.id
    assert len(numbers(page)) == 101


def copy_below(parent: Comment) -> Comment:
    values = {name: getattr(parent, name) for name in ("site_id", "thread_id", "source", "html", "fingerprint")}
    reply = Comment(**values, parent_id=parent.id, root_id=parent.root_id or parent.id, status="published")
    db.session.add(reply)
    db.session.flush()
    return reply


def test_a_permalink_leads_to_the_page_that_the_comment_is_on(client, site):
    comments = fill(site, 30)
    permalink = re.search(r'href="([^"]+)"[^>]*><time', Browser(client, sort="oldest").page)[1]

    page = client.get(unescape(permalink).partition("#")[0]).text

    assert permalink.endswith(f"comment={comments[0]}#comment-{comments[0]}")
    assert numbers(page) == comments[:1]


@pytest.mark.parametrize("of_another", [{"comment": "4711"}, {"replies": "4711"}])
def test_a_permalink_that_leads_nowhere_says_so_and_shows_the_page(client, site, of_another):
    comments = fill(site, 2)

    browser = Browser(client, **of_another)

    assert browser.answer.status_code == 404
    assert "The linked comment is no longer here." in browser.page
    assert numbers(browser.page) == comments[::-1]


@pytest.mark.parametrize("asked", ["comment", "replies", "reply"])
def test_another_pages_comment_is_none_of_this_page(client, site, asked):
    (elsewhere,) = fill(site, 1, url=f"{BLOG}/other")

    page = Browser(client, **{asked: str(elsewhere)}).page

    assert numbers(page) == []
    assert "Number" not in page


def test_a_reply_to_what_is_gone_says_so(client, site):
    assert "The comment that you reply to is gone." in Browser(client, reply="4711").page


def test_the_form_of_a_reply_shows_what_it_answers(client, site):
    (parent,) = fill(site, 1, name="Frank")

    page = Browser(client, reply=str(parent)).page

    assert "<h2>Reply to Frank</h2>" in page
    assert re.search(r'<blockquote class="text" dir="auto"><p>Number \d+.</p>', page)
    assert link(page, "Cancel").endswith(f"#comment-{parent}")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("it", '<html lang="it" dir="ltr">'),
        ("it-CH", '<html lang="it" dir="ltr">'),
        ("nonsense", '<html lang="en" dir="ltr">'),
    ],
)
def test_it_speaks_the_language_that_is_asked_for_and_goes_on_so(client, site, lang, said):
    fill(site, 26)

    page = Browser(client, lang=lang).page

    assert said in page
    assert f"lang={lang}" in re.search(r'<a rel="next" href="([^"]+)"', page)[1]


def test_errors_are_in_the_pages_language(client, site):
    page = Browser(client, lang="it").send(name="", text="Ciao.").page

    assert "Controlla i campi segnalati." in page
    assert '<span class="wrong" id="name-wrong">Compila questo campo.</span>' in page


def test_the_first_wrong_field_is_led_to(browser):
    browser.send(name="Carol", text="Hello.", email="no")

    assert re.findall(r'<input id="(\w+)"[^>]* autofocus', browser.page) == ["email"]
    assert re.search(r'id="email"[^>]* aria-describedby="email-hint email-wrong"', browser.page)


def test_an_error_page_is_in_the_language_that_was_asked_for(client, site):
    page = Browser(client, url=OTHER, lang="it").page

    assert "Questa pagina non è fra gli indirizzi che possono mostrare questi commenti." in page


def test_what_was_written_too_quickly_is_shown_again(browser, set_limit):
    set_limit("1 per minute")
    browser.send(name="Carol", text="Hello.")

    again = Browser(browser.client, lang="it").send(name="Carol", text="Un testo <lungo>.")

    assert again.answer.status_code == 429
    assert "Riprova tra" in again.page
    assert "Un testo &lt;lungo&gt;." in again.page


@pytest.fixture
def set_limit(app):
    house = app.extensions["chiosa"]

    def change_limit(limit: str) -> None:
        app.extensions["chiosa"] = replace(house, config=replace(house.config, limit_address=limit))

    yield change_limit
    app.extensions["chiosa"] = house


def test_the_sites_own_words_stand_in_place_of_ours(client, site):
    with transaction():
        site.words = {"*": {"form.send": "Off it goes"}, "it": {"page.back": "Indietro"}}

    assert "<button>Off it goes</button>" in Browser(client).page
    assert ">Indietro</a>" in Browser(client, lang="it").page
    assert "Back to the page" in Browser(client).page


@pytest.mark.parametrize("words", [{"en": None}, {"en": "x"}, {"en": {"form": {"send": 7}}}, {"en": {"form": "x"}}])
def test_words_that_are_none_change_nothing(client, site, words):
    with transaction():
        site.words = words

    assert "<button>Post comment</button>" in Browser(client).page


def test_the_sites_own_words_are_text(client, site):
    with transaction():
        site.words = {"en": {"form.send": "<b>{name}</b>"}}

    assert "<button>&lt;b&gt;&lt;/b&gt;</button>" in Browser(client).page


@pytest.mark.parametrize(("images", "policy"), [(True, "img-src 'self' https:;"), (False, "img-src 'self';")])
def test_images_come_from_elsewhere_only_where_the_site_wants_them(client, site, images, policy):
    with transaction():
        site.images = images

    assert policy in Browser(client).answer.headers["Content-Security-Policy"]


def test_it_names_the_feeds(client, site):
    page = Browser(client).page

    feeds = re.findall(r'<link rel="alternate" type="application/(\w+)\+\w+" title="([^"]+)" href="([^"]+)">', page)
    assert [kind for kind, _, _ in feeds] == ["atom", "feed", "atom"]
    assert {client.get(unescape(href).removeprefix("http://127.0.0.1:8000")).status_code for *_, href in feeds} == {200}


def test_reactions_are_told(client, site):
    fill(site, 1)
    with transaction():
        site.reactions = "👍 🎉"
        thread_id = db.session.scalars(db.select(Thread.id)).one()
        db.session.add(Reaction(site_id=site.id, thread_id=thread_id, visitor="v", emoji="👍", address=""))

    assert re.findall(r"<li>(.*?reaction.*?)</li>", Browser(client).page) == ["👍 1 reaction"]


def test_code_is_in_colours(client, site, bob):
    bob.say("```python\nreturn 1\n```")

    page = Browser(client).page

    assert '<link rel="stylesheet" href="/chiosa/code.css">' in page
    assert '<span class="k">return</span>' in page
