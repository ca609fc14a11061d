"""The widget as `make widget` makes it, in a real browser: what it asks for, and what a hash in the page covers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from gzip import compress
from pathlib import Path
from threading import Thread

import brotli
import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from models import db
from tests.building import build_into
from tests.conftest import until


class _Silent(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        """Silent."""


@dataclass
class Built:
    """The same service, serving a build. alice's pages allow it in place of the other."""

    app: Flask
    address: str
    folder: Path

    def tag(self, *more: str) -> str:
        """What `flask widget sri` prints."""
        done = self.app.test_cli_runner().invoke(args=["widget", "sri", "--site", "quick", *more])
        assert done.exit_code == 0
        return str(done.stdout)

    def change(self, name: str) -> None:
        """Somebody has got at one of the scripts, in all its forms."""
        (path,) = self.folder.rglob(f"*{name}-*.js")
        text = path.read_bytes() + b";Reflect.set(document,'title','changed');"
        path.write_bytes(text)
        path.with_name(f"{path.name}.gz").write_bytes(compress(text))
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(text))


@pytest.fixture
def built(stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Built]:
    folder = tmp_path / "built"
    build_into(folder)
    server = make_server("127.0.0.1", 0, stage.app, threaded=True, request_handler=_Silent)
    address = f"http://127.0.0.1:{server.port}"
    server.app = app = create_app(replace(stage.app.extensions["chiosa"].config, public_url=address))
    app.extensions["widget"] = folder
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(stage.pages, "policy", stage.pages.policy.replace(stage.service, address))
    yield Built(app, address, folder)
    server.shutdown()
    server.server_close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def allow_import_map(stage, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the command says about the page's policy, done."""
    done = built.app.test_cli_runner().invoke(args=["widget", "sri", "--site", "quick", "--parts"])
    source = re.search(r"'sha256-[^']+'", done.stderr)[0]
    monkeypatch.setattr(stage.pages, "policy", stage.pages.policy.replace("script-src", f"script-src {source}"))


def requests(page: Page) -> list[str]:
    """What the page has asked for, in order, without hashes."""
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)")
    return [re.sub(r"-\w+(?=[./])", "", path) for path in asked]


def hears(said: list[str]) -> Callable[[Page], object]:
    return lambda page: page.on("console", lambda message: said.append(message.text))


def test_it_works(host, built):
    page = host.open(f'<script type="module" src="{built.address}/embed.js" data-site="quick"></script>')

    host.write(page, "Hello from the build.")

    expect(page.get_by_role("article")).to_contain_text("Hello from the build.")


def test_three_requests_bring_the_first_comment(host, built):
    host.publish("Hello.")

    page = host.open(f'<script type="module" src="{built.address}/embed.js" data-site="quick"></script>')

    expect(page.get_by_role("article")).to_contain_text("Hello.")
    assert sorted(requests(page)[:3]) == ["/api/v1/threads", "/chiosa/words/en.read.json", "/embed.js"]


def test_every_request_of_a_page_is_answered(host, built):
    answers: list[tuple[str, int]] = []
    host.publish("Hello.")

    page = host.open(
        f'<script type="module" src="{built.address}/embed.js" data-site="quick"></script>',
        lang="it",
        prepare=lambda page: page.on("response", lambda answer: answers.append((answer.url, answer.status))),
    )

    expect(page.get_by_role("textbox").first).to_be_visible()
    assert [answer for answer in answers if answer[1] >= 400 and "favicon" not in answer[0]] == []


@pytest.mark.parametrize("more", ["", "crossorigin"])
def test_it_stands_in_a_page_that_lets_in_only_what_is_meant_for_it(host, built, more, monkeypatch):
    monkeypatch.setitem(host.stage.pages.headers, "Cross-Origin-Opener-Policy", "same-origin")
    monkeypatch.setitem(host.stage.pages.headers, "Cross-Origin-Embedder-Policy", "require-corp")
    host.publish("Hello.")

    page = host.open(f'<script type="module" src="{built.address}/embed.js" data-site="quick" {more}></script>')

    expect(page.get_by_role("article")).to_contain_text("Hello.")
    expect(page.get_by_label("Your comment")).to_be_visible()
    assert page.evaluate("crossOriginIsolated")


def test_a_tag_with_a_hash_shows_the_discussion(host, built):
    page = host.open(built.tag())

    host.write(page, "Hello from the one that is meant.")

    expect(page.get_by_role("article")).to_contain_text("Hello from the one that is meant.")


def test_a_script_that_was_changed_is_not_run(host, built):
    said: list[str] = []
    tag = built.tag()
    built.change("embed")

    page = host.open(tag, prepare=hears(said))

    until(lambda: any("integrity" in each for each in said) or page.evaluate("0"))
    assert page.evaluate("customElements.get('chiosa-thread')") is None
    assert page.title() == "A page"


@pytest.mark.usefixtures("allow_import_map")
def test_the_import_map_lets_the_later_parts_in(host, built):
    page = host.open(built.tag("--parts"))

    host.write(page, "Hello from all that is meant.")

    expect(page.get_by_role("article")).to_contain_text("Hello from all that is meant.")


@pytest.mark.usefixtures("allow_import_map")
def test_a_later_part_that_was_changed_is_not_run_where_the_page_has_the_import_map(host, built):
    host.publish("Hello.")
    tags = built.tag("--parts")
    built.change("later")

    page = host.open(tags)

    expect(page.get_by_role("article")).to_contain_text("Hello.")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.title() == "A page"
