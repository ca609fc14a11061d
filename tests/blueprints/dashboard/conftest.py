"""A browser without scripts in the moderation room: pages are opened, their buttons are pressed."""

import re
from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from models import Comment, Moderator, Site, db
from services.identity.sign_in import make_link

SCRIPT = {"X-Requested-With": "fetch"}


class Room:
    """What one browser sees. `page` is the last page's HTML: its token and its buttons are what can be sent."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client, self.page, self.site_key = app, app.test_client(), "", ""

    def open(self, path: str = "/room/", *, follow: bool = True, **query: Any) -> TestResponse:
        return self._seen(lambda: self.client.get(self.at(path), query_string=query or None, follow_redirects=follow))

    def send(
        self, path: str, fields: Any = (), *, follow: bool = True, headers: Any = None, token: bool = True, **more: Any
    ) -> TestResponse:
        """A form of the page is sent; `headers` are those of a script, or of a forger."""
        form = dict(fields) | more | ({"csrf_token": self.token} if token else {})
        form |= {"back": self.at(form["back"])} if "back" in form else {}
        return self._seen(lambda: self.client.post(self.at(path), data=form, follow_redirects=follow, headers=headers))

    def enter(self, moderator: Moderator) -> "Room":
        link = f"/room/enter/{make_link(moderator.account)}"
        self.site_key = Site.of(moderator.site_id).key
        self.open(link)
        self.send(link)
        return self

    def at(self, path: str) -> str:
        """In the room of the moderator's site, unless it is at the door: /room/spam is /room/blog/spam."""
        elsewhere = rf"/room/(sign-in|sign-out|enter|account|invitation|{self.site_key})\b|(?!/room/)"
        return path if re.match(elsewhere, path) else path.replace("/room/", f"/room/{self.site_key}/", 1)

    def press(self, to: str, comment: dict[str, Any], **how: Any) -> TestResponse:
        """The button of one comment on this page."""
        return self.send("/room/decisions", decide=self.button(to, comment), back="/room/", **how)

    def choose(self, to: str, *comments: dict[str, Any], **how: Any) -> TestResponse:
        """The checkboxes of some comments, and the bar's button."""
        chosen = [self.button("deleted", comment).partition(":")[2] for comment in comments]
        return self.send("/room/decisions", choice=chosen, to=to, back="/room/", **how)

    def press_undo(self, **how: Any) -> TestResponse:
        return self.send(re.search(r'action="(/room/[^/"]+/decisions/[^"]+/undo)"', self.page)[1], back="/room/", **how)

    def button(self, to: str, comment: dict[str, Any]) -> str:
        return re.search(rf'value="({to}:{comment["id"]}:\d+)"', self.page)[1]

    @property
    def buttons(self) -> list[str]:
        """The decisions that the page offers for single comments."""
        return re.findall(r'name="decide" value="(\w+):', self.page)

    @property
    def token(self) -> str:
        return re.search(r'name="csrf_token" value="([^"]+)"', self.page)[1]

    @property
    def text(self) -> str:
        """The page as read: without tags, entities, line breaks."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    @property
    def cookie(self) -> str:
        return self.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"]).value

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], value)

    def _seen(self, ask: Callable[[], TestResponse]) -> TestResponse:
        """Asked outside the test's own application context, as a web server would: nothing of it leaks in."""
        answer = Context().run(self._read, ask)
        db.session.rollback()
        return answer

    def _read(self, ask: Callable[[], TestResponse]) -> TestResponse:
        answer = ask()
        self.page = answer.text
        answer.close()
        return answer


@pytest.fixture
def guest(app: Flask) -> Room:
    """Somebody who is not signed in, at the door."""
    room = Room(app)
    room.site_key = "blog"
    room.open("/room/sign-in")
    return room


@pytest.fixture
def room(app: Flask, alice: Moderator) -> Room:
    """alice is signed in."""
    return Room(app).enter(alice)


@pytest.fixture
def daves_room(app: Flask, dave: Moderator) -> Room:
    return Room(app).enter(dave)


@pytest.fixture
def status_of() -> Callable[[dict[str, Any]], str]:
    def find(comment: dict[str, Any]) -> str:
        db.session.rollback()
        return str(db.session.scalar(db.select(Comment.status).where(Comment.id == comment["id"])))

    return find


@pytest.fixture
def set_account_limit(app: Flask) -> Iterator[Callable[[str], None]]:
    """How many passwords may be tried for one e-mail address, until the end of the test."""
    house = app.extensions["chiosa"]

    def change(limit: str) -> None:
        app.extensions["chiosa"] = replace(house, config=replace(house.config, limit_account=limit))

    yield change
    app.extensions["chiosa"] = house
