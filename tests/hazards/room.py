"""A moderator's browser in the moderation room."""

import re
from collections.abc import Sequence
from contextvars import Context
from html import unescape
from typing import Any

from flask import Flask, has_app_context

from models import Moderator, Site, db
from services.identity.sign_in import make_link


class Room:
    """Signed in by a one-time link; decides as the room's own script does.

    It asks outside of the test's application context, as from elsewhere: so several may ask at once.
    """

    def __init__(self, app: Flask, moderator: Moderator) -> None:
        self.client = app.test_client()
        link = f"/room/enter/{make_link(moderator.account)}"
        db.session.rollback()
        self._ask("POST", link, csrf_token=self._token(link))
        self.place = f"/room/{Site.of(moderator.site_id).key}"
        self.csrf_token = self._token(f"{self.place}/")

    @property
    def cookie(self) -> str:
        cookie = self.client.get_cookie("chiosa")
        assert cookie is not None
        return cookie.value

    def read(self) -> str:
        """The queue's page."""
        return unescape(self._ask("GET", f"{self.place}/").text)

    def decide(self, to: str, comment_id: int, version: int) -> Any:
        return self._ask(
            "POST", f"{self.place}/decisions", decide=f"{to}:{comment_id}:{version}", csrf_token=self.csrf_token
        )

    def decide_many(self, to: str, choices: Sequence[str]) -> Any:
        """Each choice is a comment's number and version: 7:2."""
        return self._ask("POST", f"{self.place}/decisions", to=to, choice=choices, csrf_token=self.csrf_token)

    def undo(self, batch: str) -> Any:
        return self._ask("POST", f"{self.place}/decisions/{batch}/undo", csrf_token=self.csrf_token)

    def _ask(self, method: str, path: str, **fields: Any) -> Any:
        headers = {"X-Requested-With": "fetch"} if fields else {}
        answer = Context().run(self.client.open, path, method=method, data=fields, headers=headers)
        if has_app_context():
            db.session.rollback()
        return answer

    def _token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self._ask("GET", path).text)
        assert found, path
        return found[1]
