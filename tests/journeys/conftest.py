"""The stage of the journeys: the service as `make run` starts it, host pages on another origin, a real browser."""

import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import config as settings
from app import create_app
from models import Account, Comment, Moderator, Person, Site, db, transaction
from services.moderation.decide import Choice, decide
from services.moderation.discussions import set_open
from services.moderation.edit import edit
from services.sites.create_site import add_moderator, create_site
from tests.cast import Reader
from tests.chromium import find
from tests.conftest import until
from tests.doubles.akismet_server import AkismetServer

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LIMITS = ("ADDRESS", "NETWORK", "VISITOR", "REACTING", "PREVIEW")
SCRIPT = '<script type="module" src="{service}/embed.js" data-site="quick"></script>'


class HostPages(ThreadingHTTPServer):
    """alice's own web server: what its pages say is told from outside. Its policy is the strictest that the widget
    must work with."""

    def __init__(self, service: str) -> None:
        super().__init__(("127.0.0.1", 0), _HostPage)
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.policy = (
            f"default-src 'none'; script-src {service}; connect-src {service}; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _HostPage(BaseHTTPRequestHandler):
    server: HostPages
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path.partition("?")[0], "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Silent."""


@dataclass
class Stage:
    """The running service, its demo, and alice's pages: her site `quick` asks nobody, `judged` asks Akismet."""

    service: str
    demo: str
    pages: HostPages
    app: Flask
    akismet: AkismetServer


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    port, demo_port = _free_port(), _free_port()
    folder = tmp_path_factory.mktemp("journeys")
    with AkismetServer() as akismet, (folder / "output").open("w") as output:
        told = {
            "CHIOSA_DATA_DIR": str(folder / "data"),
            "CHIOSA_PORT": str(port),
            "CHIOSA_DEMO_PORT": str(demo_port),
            "CHIOSA_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "CHIOSA_AKISMET_URL": akismet.url,
            "CHIOSA_WORK_NUMBERS": "2000",
            "CHIOSA_FRESHNESS_SECONDS": "0",  # who comments without a browser does so from another process
            **{f"CHIOSA_LIMIT_{whom}": "1000 per minute" for whom in LIMITS},
        }
        command = [sys.executable, "-m", "flask", "--app", "app", "up"]
        running = subprocess.Popen(command, cwd=settings.ROOT, env=os.environ | told, stdout=output, stderr=output)
        pages = HostPages(told["CHIOSA_PUBLIC_URL"])
        Thread(target=pages.serve_forever, daemon=True).start()
        app = create_app(settings.load(told))
        stage = Stage(told["CHIOSA_PUBLIC_URL"], f"http://127.0.0.1:{demo_port}", pages, app, akismet)
        try:
            until(lambda: _answers(f"{stage.service}/readyz") and _answers(f"{stage.demo}/article"), 60)
            _furnish(stage)
            yield stage
        finally:
            akismet.mode = "ok"
            pages.shutdown()
            pages.server_close()
            running.terminate()
            running.wait(30)
            with stage.app.app_context():
                db.session.remove()
                db.engine.dispose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except URLError:
        return False


def _furnish(stage: Stage) -> None:
    with stage.app.app_context():
        for key, more in (("quick", {}), ("judged", {"akismet_key": stage.akismet.key})):
            site = create_site(key, "Alice's blog", f"{stage.pages.origin}/", form_wait=0, **more)
            add_moderator(site, "alice@blog.example", "Alice")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Host:
    """A page that embeds the widget, and those who meet there."""

    stage: Stage
    browser: Browser
    url: str
    context: BrowserContext | None = None
    faults: list[str] = field(default_factory=list)

    def open(
        self,
        body: str = SCRIPT,
        *,
        head: str = "",
        lang: str = "en",
        url: str = "",
        prepare: Callable[[Page], object] = lambda page: None,
        **context: Any,
    ) -> Page:
        """A new browser at the page; `prepare` sees it before the page is there."""
        self.close()
        self.context = self.browser.new_context(**context)
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Security Policy" in said.text else None)
        self.stage.pages.pages[urlsplit(self.url).path] = (
            f'<!doctype html><html lang="{lang}"><head><title>A page</title>{head}</head><body>{body}</body></html>'
        ).replace("{service}", self.stage.service)
        prepare(page)
        page.goto(url or self.url)
        return page

    def write(self, page: Page, text: str, name: str = "Carol") -> None:
        """Somebody types a comment and sends it."""
        page.get_by_label("Your comment").fill(text)
        page.get_by_label("Name").fill(name)
        page.get_by_role("button", name="Post comment").click()

    def reader(self, name: str, site: str = "quick") -> Reader:
        """Somebody who comments without this browser."""
        return Reader(self.stage.app.test_client(), name, ip=f"198.51.100.{len(name)}", site=site, page=self.url)

    def publish(self, text: str, name: str = "Bob", **more: Any) -> int:
        """A comment that stands on the page already; its id."""
        comment = self.reader(name).say(text, **more)
        self.decide(comment["id"], "published")
        return int(comment["id"])

    def publish_many(self, count: int, **more: Any) -> None:
        """Comments that stand on the page: "Number 0." and so on."""
        reader = self.reader("Noa")
        for number in range(count):
            self.decide(reader.say(f"Number {number}.", **more)["id"], "published")

    def publish_chain(self, count: int) -> list[int]:
        """Comments of which each answers the one before: "Level 0." and so on; their ids."""
        ids: list[int] = []
        for level in range(count):
            ids.append(self.publish(f"Level {level}.", "Noa", parent=ids[-1] if ids else None))
        return ids

    def mark(self, comment_id: int, **columns: Any) -> None:
        """Something about a comment of `quick` changes for its readers."""
        with self.stage.app.app_context(), transaction():
            comment = Comment.locked(Site.by_key("quick").id, [comment_id])[comment_id]
            for name, value in columns.items():
                setattr(comment, name, value)
            comment.show_change()

    def name_writer(self, comment_id: int, name: str) -> None:
        """The host page has proven who wrote a comment."""
        with self.stage.app.app_context(), transaction():
            comment = Comment.of(Site.by_key("quick").id, comment_id)
            db.session.execute(db.update(Person).where(Person.id == comment.person_id).values(name=name))

    def last(self, site: str = "quick") -> int:
        """The id of the newest comment of a site."""
        with self.stage.app.app_context():
            newest = db.select(db.func.max(Comment.id)).join(Site, Site.id == Comment.site_id).where(Site.key == site)
            return int(db.session.scalar(newest))

    def decide(self, comment_id: int, to: Any, site: str = "quick") -> None:
        """alice decides about a comment."""
        with self.stage.app.app_context():
            place = Site.by_key(site)
            alice = Moderator.at(place.id, Account.by_email("alice@blog.example").id)
            comment = Comment.of(place.id, comment_id)
            decide(alice, [Choice(comment_id, comment.version)], to)

    def rewrite(self, comment_id: int, text: str) -> None:
        """alice changes what a comment says."""
        with self.stage.app.app_context():
            place = Site.by_key("quick")
            alice = Moderator.at(place.id, Account.by_email("alice@blog.example").id)
            edit(alice, Choice(comment_id, Comment.of(place.id, comment_id).version), text)

    def close_discussion(self, comment_id: int) -> None:
        """alice lets the discussion of a comment take no more."""
        with self.stage.app.app_context():
            place = Site.by_key("quick")
            alice = Moderator.at(place.id, Account.by_email("alice@blog.example").id)
            set_open(alice, Comment.of(place.id, comment_id).thread_id, is_open=False)

    def change_site(self, **settings: Any) -> None:
        with self.stage.app.app_context(), transaction():
            site = Site.by_key("quick")
            db.session.execute(db.update(Site).where(Site.id == site.id).values(version=Site.version + 1, **settings))

    def close(self) -> None:
        """What a page still asks for on its way out, through a route of the test, is nobody's fault."""
        if self.context:
            for page in self.context.pages:
                page.unroute_all(behavior="ignoreErrors")
            self.context.close()


@pytest.fixture
def host(stage: Stage, browser: Browser) -> Iterator[Host]:
    """A page nobody has commented on yet. At the end nothing may have gone wrong in it unseen."""
    host = Host(stage, browser, f"{stage.pages.origin}/{uuid.uuid4().hex}")
    yield host
    host.close()
    assert host.faults == []


@pytest.fixture
def with_settings(host: Host) -> Iterator[Callable[..., None]]:
    """Settings of the site `quick` for one test."""
    yield host.change_site
    host.change_site(
        is_open=True,
        name_required=True,
        email_required=False,
        website_asked=True,
        form_wait=0,
        text_max=10_000,
        edit_minutes=15,
        close_days=None,
        privacy_text=None,
    )
    host.change_site(votes="up", reactions=None, sort="newest", loads_at_end=False)
