"""A running service as its readers meet it: over HTTP, each with a browser and a network of their own."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import click
import httpx

from services.spam.work import solve

from .answers import Answer, code_of, read_answer
from .lines import Line

FORMS_AT_ONCE = 1000
NOT_BELIEVED = (
    "The service counts all these readers as one (429): it does not believe the addresses that are forwarded to it. "
    "Start it with CHIOSA_TRUSTED_PROXIES=127.0.0.1/32, or with the network from where you call it."
)


@dataclass(frozen=True, slots=True)
class Form:
    """An open form and the visitor token that came with it."""

    token: str
    visitor: str
    ripe_at: float
    """On the monotonic clock: when a person can have filled it in."""
    work: str | None


class Service:
    def __init__(self, url: str, site: str, concurrency: int) -> None:
        self.url, self.site, self.concurrency = url.rstrip("/"), site, concurrency
        self._http = httpx.Client(base_url=f"{self.url}/api/v1", timeout=30, trust_env=False)

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def greet(self, page: str) -> None:
        """Raises click.ClickException when nobody answers, or the site would not take comments of this page."""
        try:
            answer = self._http.get("/form", params=self._place(page), headers={"Origin": _origin(page)})
        except httpx.TransportError as error:
            raise click.ClickException(f"No service answers at {self.url}: {error}") from None
        if answer.status_code != 200:
            raise click.ClickException(f"{self.url} refuses: {code_of(answer)}, status {answer.status_code}.")

    def send_all(self, lines: Sequence[Line]) -> Iterator[Answer]:
        """Post every line, in order. Forms are opened many at a time, so that their age costs one wait for all."""
        with ThreadPoolExecutor(self.concurrency) as pool:
            for start in range(0, len(lines), FORMS_AT_ONCE):
                batch = lines[start : start + FORMS_AT_ONCE]
                yield from pool.map(self._send, batch, list(pool.map(self._open_form, batch)))

    def published(self, page: str) -> dict[int, str]:
        """The HTML of every root that a reader of this page can see, by id, read cursor by cursor."""
        found: dict[int, str] = {}
        cursor: dict[str, str] | None = {}
        while cursor is not None:
            told = self._http.get("/threads", params=self._place(page) | cursor).raise_for_status().json()
            found |= {comment["id"]: comment["html"] for comment in told["comments"]}
            cursor = {"cursor": told["next"]} if told["next"] else None
        return found

    def _open_form(self, line: Line) -> Form | Answer:
        answer = self._ask("GET", "/form", line, params=self._place(line.page))
        if answer is None or answer.status_code != 200:
            return read_answer(line, answer)
        told = answer.json()
        work = solve(told["work"]) if told["work"] else None
        return Form(told["form"], told["visitor"], time.monotonic() + told["wait"], work)

    def _send(self, line: Line, form: Form | Answer) -> Answer:
        if isinstance(form, Answer):
            return form
        time.sleep(max(0.0, form.ripe_at - time.monotonic()))
        body = {"name": f"Reader {line.number + 1}", "text": line.text, "form": form.token, "work": form.work}
        body |= self._place(line.page)
        headers = {"Authorization": f"Bearer {form.visitor}"}
        return read_answer(line, self._ask("POST", "/comments", line, json=body, headers=headers))

    def _ask(self, method: str, path: str, line: Line, **request: Any) -> httpx.Response | None:
        """Raises click.ClickException when the service takes our many readers for one."""
        headers = {"X-Forwarded-For": line.ip, "Origin": _origin(line.page), "Referer": line.page}
        headers |= request.pop("headers", {})
        try:
            answer = self._http.request(method, path, headers=headers, **request)
        except httpx.TransportError:
            return None
        if answer.status_code == 429:
            raise click.ClickException(NOT_BELIEVED)
        return answer

    def _place(self, page: str) -> dict[str, str]:
        return {"site": self.site, "url": page}


def _origin(page: str) -> str:
    parts = urlsplit(page)
    return f"{parts.scheme}://{parts.netloc}"
