"""What `make run` promises, told from an empty folder: demo, comment, room, approval; spam that never shows."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import config as settings
from tests.conftest import until
from tests.journeys.conftest import _free_port


@dataclass
class Running:
    """What `make run` started, and the one line that it printed when it was ready."""

    process: subprocess.Popen[bytes]
    output: Path

    @property
    def line(self) -> str:
        return next((line for line in self.output.read_text().splitlines() if line.startswith("Chiosa is ready")), "")

    @property
    def demo(self) -> str:
        return re.search(r"demo (\S+)/", self.line)[1]

    @property
    def link(self) -> str:
        return re.search(r"\S+/room/enter/\S+", self.line)[0]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Running]]:
    """Run it in the same folder, which is empty the first time."""
    folder, started = tmp_path_factory.mktemp("run"), []
    ports = {"CHIOSA_PORT": str(_free_port()), "CHIOSA_DEMO_PORT": str(_free_port())}
    told = {"CHIOSA_DATA_DIR": str(folder / "var"), "CHIOSA_PUBLIC_URL": f"http://127.0.0.1:{ports['CHIOSA_PORT']}"}

    def begin() -> Running:
        output = folder / f"output-{len(started)}"
        with output.open("wb") as file:
            command = [sys.executable, "-m", "flask", "--app", "app", "up"]
            environment = os.environ | ports | told
            process = subprocess.Popen(
                command, cwd=settings.ROOT, env=environment, stdout=file, stderr=file, start_new_session=True
            )
        started.append(running := Running(process, output))
        until(lambda: running.line, 90)
        return running

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture(scope="module")
def running(run: Callable[[], Running]) -> Running:
    return run()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def write(page: Page, text: str, name: str) -> None:
    page.get_by_label("Your comment").fill(text)
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Post comment").click()


def enter(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pending")


def test_it_works(running, page, browser):
    page.goto(f"{running.demo}/article")
    write(page, "I read this twice.", "Carol")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible(timeout=20_000)

    with browser.new_context() as moderators:
        room = moderators.new_page()
        enter(room, running.link)
        room.get_by_role("article").filter(has_text="I read this twice.").get_by_role("button", name="Approve").click()
        expect(room.get_by_text("I read this twice.")).to_have_count(0)

    page.reload()
    expect(page.get_by_role("article").filter(has_text="I read this twice.")).to_be_visible()
    expect(page.get_by_text("Waits for a moderator")).to_have_count(0)


def test_the_sign_in_link_works_once(running, page):
    page.goto(running.link)
    page.get_by_role("button", name="Enter").click()

    expect(page.get_by_text("has been used or is too old")).to_be_visible()


def test_the_article_shows_no_comment_but_the_published_ones(running, page):
    page.goto(f"{running.demo}/article")

    expect(page.get_by_text("in pencil, and rub nothing out")).to_be_visible()
    expect(page.get_by_text("replica watches")).to_have_count(0)
    expect(page.get_by_text("take this one away again")).to_have_count(0)


def test_the_lesson_speaks_italian(running, page):
    page.goto(f"{running.demo}/lesson")

    expect(page.get_by_label("Il tuo commento")).to_be_visible()
    expect(page.get_by_text("Da una sola domanda per pagina")).to_be_visible()


def test_a_reader_without_javascript_reads_and_writes(running, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{running.demo}/article")
        page.get_by_role("link", name="Read and write comments").click()
        expect(page.get_by_text("in pencil, and rub nothing out")).to_be_visible()

        page.get_by_label("Name").fill("Erin")
        page.get_by_label("Comment", exact=False).last.fill("Without a script.")
        page.get_by_role("button", name="Post comment").click()

        expect(page.get_by_role("heading", name="Your comment has arrived")).to_be_visible()
        expect(page.get_by_text("waits for a moderator")).to_be_visible()


def test_a_second_run_changes_nothing_that_is_there(running, run, page):
    page.goto(f"{running.demo}/article")
    expect(page.get_by_text("in pencil, and rub nothing out")).to_be_visible()
    before = page.get_by_role("heading", name="comments").inner_text()
    running.stop()

    again = run()

    page.goto(f"{again.demo}/article")
    expect(page.get_by_role("heading", name=before)).to_be_visible()
    enter(page, again.link)
