import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result
from flask import Flask

from blueprints.cli.replay.readable import first_loss
from models import Comment, Origin, Person, Site, Thread, db, transaction
from tests.cast import BLOG
from tests.conftest import until
from tests.doubles.akismet_server import AkismetServer

Replay = Callable[..., Result]
LINKS = "See https://a.example and https://b.example and https://c.example for more."


@pytest.fixture(scope="module")
def serve(environment: dict[str, str], standing_app: Flask) -> Iterator[Callable[..., str]]:
    """Start a real web process on the same database; its address."""
    started = []

    def start(**settings: str) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        told = environment | {"CHIOSA_PORT": str(port), "CHIOSA_CACHE_MEGABYTES": "0"} | settings
        command = [sys.executable, "-m", "flask", "--app", "app", "web"]
        started.append(subprocess.Popen(command, env={**os.environ, **told}, cwd=standing_app.root_path))
        url = f"http://127.0.0.1:{port}"
        until(lambda: _is_up(url), seconds=30)
        return url

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def service(serve: Callable[..., str]) -> str:
    return serve(CHIOSA_TRUSTED_PROXIES="127.0.0.1/32")


@pytest.fixture
def replay(app: Flask, site: Site, service: str, tmp_path: Path) -> Replay:
    """Run the command on a file of these texts, labelled ham, or of whole lines."""
    db.session.rollback()

    def run(*lines: Any, url: str = service, key: str = "blog") -> Result:
        file = tmp_path / "lines.jsonl"
        file.write_text("".join(_line(line) for line in lines), encoding="utf-8")
        return app.test_cli_runner().invoke(args=["replay", str(file), "--service", url, "--site", key])

    return run


def _line(line: Any) -> str:
    told = line if isinstance(line, dict) else {"text": line, "label": "ham", "source": "samples"}
    return json.dumps(told) + "\n"


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def row(result: Result, name: str) -> list[str]:
    """The counts in one row of the table: one for each label, then all."""
    return next(line.removeprefix(name).split() for line in result.output.splitlines() if line.startswith(f"{name} "))


def test_it_works(replay: Replay) -> None:
    result = replay("A thought.", {"text": "Buy now!", "label": "spam", "source": "samples"})

    assert result.exit_code == 0, result.output
    assert row(result, "sent") == row(result, "held") == ["1", "1", "2"]
    assert "0 without an answer or with a 5xx; 0 lost; 0 not readable." in result.output


def test_it_tells_which_check_caught_a_comment(replay: Replay) -> None:
    result = replay(LINKS, "Nothing but a thought.")

    assert row(result, "held by links") == ["1", "1"]
    assert row(result, "held by the policy of the site") == ["1", "1"]


def test_it_counts_what_is_published_and_reads_it_back_from_its_page(replay: Replay, site: Site) -> None:
    with transaction():
        site.hold = "nothing"

    result = replay(*(f"Thought number {number}." for number in range(60)))

    assert result.exit_code == 0, result.output
    assert row(result, "published") == ["60", "60"]


def test_what_is_still_being_checked_gets_time_to_settle(
    replay: Replay, akismet: AkismetServer, work: Callable[[], int]
) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(replay, "Nothing but a thought.")
        until(work)
        result = running.result(30)

    assert row(result, "held by the policy of the site") == ["1", "1"]


def test_it_sends_each_comment_as_a_visitor_of_its_own_from_a_network_of_its_own(replay: Replay) -> None:
    replay("One.", "Two.", "Three.")

    networks = {ip.rpartition(".")[0] for ip in db.session.scalars(db.select(Origin.ip))}
    assert networks == {"10.0.0", "10.0.1", "10.0.2"}
    assert db.session.scalar(db.select(db.func.count(Person.id))) == 3


def test_it_gives_each_source_pages_of_its_own_with_fifty_comments_each(replay: Replay) -> None:
    replay({"text": "Elsewhere.", "label": "ham", "source": "other"}, *(f"Thought {number}." for number in range(51)))

    pages = {f"{BLOG}/replay/{name}" for name in ("other-1", "samples-1", "samples-2")}
    assert set(db.session.scalars(db.select(Thread.url))) == pages


def test_it_waits_as_long_as_the_site_expects_of_a_person(replay: Replay, site: Site) -> None:
    with transaction():
        site.form_wait = 2

    result = replay("Slowly written.")

    assert row(result, "held by the policy of the site") == ["1", "1"]


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 👍🏽",
        "בעברית, עם ניקוד: שָׁלוֹם",
        "e\u0301 ạ̈̂ and कृष्ण",
        "a" * 4000,
        "*so* 100*x[1] & &lt;b&gt; <i>\n\n1. one\n3. three\n\n> [a link](https://example.org/ü)",
    ],
    ids=["emoji", "right to left", "combining", "long word", "markup"],
)
def test_what_it_sends_comes_back_readable(replay: Replay, text: str) -> None:
    result = replay(text)

    assert result.exit_code == 0, result.output
    assert db.session.scalars(db.select(Comment.source)).one() == text


def test_it_tells_why_a_comment_was_refused(replay: Replay) -> None:
    result = replay("a" * 10_001, "A bell: \a")

    assert row(result, "refused: text too_long") == ["1", "1"]
    assert row(result, "refused: text control_characters") == ["1", "1"]


def test_what_was_sent_before_is_refused_as_duplicate(replay: Replay) -> None:
    replay("The same again.")

    result = replay("The same again.")

    assert row(result, "refused: duplicate") == ["1", "1"]


def test_it_says_what_to_do_when_the_service_does_not_believe_its_addresses(
    replay: Replay, serve: Callable[..., str]
) -> None:
    doubting = serve(CHIOSA_TRUSTED_PROXIES="", CHIOSA_LIMIT_NETWORK="2 per minute")

    result = replay("One.", "Two.", "Three.", url=doubting)

    assert result.exit_code == 1
    assert "CHIOSA_TRUSTED_PROXIES" in result.output


def test_it_says_that_nobody_answers(replay: Replay) -> None:
    result = replay("One.", url="http://127.0.0.1:9")

    assert result.exit_code == 1
    assert "No service answers at http://127.0.0.1:9" in result.output


def test_it_knows_no_site_of_another_name(replay: Replay) -> None:
    result = replay("One.", key="nowhere")

    assert result.exit_code == 1
    assert "There is no site with this key. (“nowhere”)" in result.output


@pytest.mark.parametrize("line", [{"label": "ham"}, {"text": 7, "label": "ham"}, {"text": "No label."}])
def test_it_names_the_line_that_is_no_comment(replay: Replay, line: dict[str, Any]) -> None:
    result = replay("One.", line)

    assert result.exit_code == 1
    assert "lines.jsonl:2 must be an object with a text and a label." in result.output


def test_it_names_the_line_that_is_no_json(app: Flask, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text("{\n")

    result = app.test_cli_runner().invoke(args=["replay", str(file), "--site", "blog"])

    assert f"{file}:1 is not JSON" in result.output


@pytest.mark.parametrize(
    ("source", "html", "loss"),
    [
        ("one two", "<p>one</p>", "two"),
        ("one 👍🏽", "<p>one 👍</p>", "🏽"),
        ("שלום עולם", "<p>עולם שלום</p>", "עולם"),
        ("**in**si", "<p><strong>in</strong>si</p>", None),
        ("&amp;nbsp &lt;", "<p>&amp;nbsp &lt;</p>", None),
        ("[so](https://a.example/ü)", '<p><a href="https://a.example/%C3%BC">so</a></p>', None),
    ],
)
def test_a_loss_begins_where_the_html_shows_another_letter(source: str, html: str, loss: str | None) -> None:
    assert first_loss(source, html) == loss
