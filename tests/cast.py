"""The cast. alice moderates the blog, bob comments and is trusted, carol is new, mallory spams;
dave owns another site and must see nothing of the first."""

from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient

from services.spam.work import solve

BLOG = "https://blog.example"
PAGE = f"{BLOG}/article"
OTHER = "https://other.example"


@dataclass
class Reader:
    """Someone in front of a browser: opens the form, writes, reads, through the public API."""

    client: FlaskClient
    name: str
    ip: str = "192.0.2.1"
    site: str = "blog"
    page: str = PAGE
    headers: dict[str, str] = field(default_factory=dict)
    token: str | None = None

    def sent_headers(self, **more: str) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"User-Agent": f"{self.name}'s browser", "Referer": self.page} | bearer | self.headers | more

    def get(self, path: str, **query: Any) -> Any:
        query = {"site": self.site, "url": self.page} | query
        return self.client.get(
            f"/api/v1{path}", query_string=query, headers=self.sent_headers(), environ_base={"REMOTE_ADDR": self.ip}
        )

    def open_form(self, **query: Any) -> dict[str, Any]:
        form = self.get("/form", **query).json
        self.token = form["visitor"]
        return form

    def post(self, body: Any, **headers: str) -> Any:
        return self.client.post(
            "/api/v1/comments", json=body, headers=self.sent_headers(**headers), environ_base={"REMOTE_ADDR": self.ip}
        )

    def body(self, text: str, **more: Any) -> dict[str, Any]:
        told = {"site": self.site, "url": self.page, "name": self.name, "text": text} | more
        return {name: value for name, value in told.items() if value is not None}

    def write(self, text: str = "A thought about this article.", **more: Any) -> Any:
        """Open a form and send the comment; the answer."""
        asked = {name: more[name] for name in ("thread", "url") if more.get(name)}
        form = {} if "form" in more else self.fill_in(self.open_form(**asked))
        return self.post(self.body(text, **form | more))

    def fill_in(self, told: dict[str, Any]) -> dict[str, Any]:
        """What a browser sends of a form that was opened, besides what is typed: the work is done."""
        return {"form": told["form"]} | ({"work": solve(told["work"])} if told["work"] else {})

    def say(self, text: str = "A thought about this article.", **more: Any) -> dict[str, Any]:
        """Write a comment that must be taken; the comment."""
        answer = self.write(text, **more)
        assert answer.status_code in (201, 202), answer.json
        return answer.json["comment"]

    def change(self, comment_id: int, text: str = "Otherwise.", **more: Any) -> Any:
        """Put another text in place of one's own comment; the answer."""
        body = {"site": self.site, "text": text} | more
        return self.client.patch(f"/api/v1/comments/{comment_id}", json=body, headers=self.sent_headers())

    def remove(self, comment_id: int) -> Any:
        """Delete one's own comment; the answer."""
        path = f"/api/v1/comments/{comment_id}?site={self.site}"
        return self.client.delete(path, headers=self.sent_headers())

    def send(self, method: str, path: str, body: Any) -> Any:
        """A write other than a comment. The visitor token that comes back is kept, as the widget does."""
        headers, where = self.sent_headers(), {"REMOTE_ADDR": self.ip}
        answer = self.client.open(f"/api/v1{path}", method=method, json=body, headers=headers, environ_base=where)
        self.token = answer.json.get("visitor", self.token)
        return answer

    def vote(self, comment_id: int, /, value: int = 1, **more: Any) -> Any:
        return self.send("PUT", f"/comments/{comment_id}/vote", {"site": self.site, "value": value} | more)

    def react(self, emoji: str = "👍", on: bool = True, **more: Any) -> Any:
        return self.send("PUT", "/reactions", {"site": self.site, "url": self.page, "emoji": emoji, "on": on} | more)

    def report(self, comment_id: int, /, reason: str = "spam", **more: Any) -> Any:
        return self.send("POST", f"/comments/{comment_id}/reports", {"site": self.site, "reason": reason} | more)

    def read(self, **query: Any) -> dict[str, Any]:
        return self.get("/threads", **query).json

    def texts(self, **query: Any) -> list[str]:
        """What stands on the page, as HTML, roots first."""
        return [comment["html"] for comment in self.read(**query)["comments"]]
