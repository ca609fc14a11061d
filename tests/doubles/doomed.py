"""Processes of the application that die of SIGKILL before a chosen step.

A step is a statement on its way to the database, a commit that is about to be sent, or one that has just succeeded:
so a death before each step in turn is a death between any two.
"""

import os
import signal
from collections.abc import Callable, Mapping
from itertools import count
from multiprocessing import get_context
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, configure_mappers

import config as settings
from app import create_app
from services.moderation import sweep

CONTEXT = get_context("forkserver")
# Imported once, by the process that all the others are forked from.
CONTEXT.set_forkserver_preload(
    [__name__, "pytest", "flask.testing", "psycopg", "services.spam.outside.akismet_transport"]
)
configure_mappers()
Act = Callable[..., None]


def survives(act: Act, environment: Mapping[str, str], *details: Any, before: int = 0) -> bool:
    """Do it in a process of its own that is killed before its step of this number; tells whether it came through."""
    process = begin(act, environment, *details, before=before)
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL), f"the process ended with {process.exitcode}"
    return process.exitcode == 0


def begin(act: Act, environment: Mapping[str, str], *details: Any, before: int = 0) -> Any:
    process = CONTEXT.Process(target=_live, args=(act, dict(environment), details, before))
    process.start()
    return process


def deaths(act: Act, environment: Mapping[str, str], retold: Callable[[], tuple[Any, ...]], after: Act) -> int:
    """Die before step 1, 2, 3 … until one comes through; how often it died.

    `retold` tells before each life what its act is about; `after` is called with the same after each death.
    """
    for step in count(1):
        details = retold()
        if survives(act, environment, *details, before=step):
            return step - 1
        after(*details)
    raise AssertionError


def post(app: Any, body: dict[str, Any], headers: dict[str, str]) -> None:
    """A web process takes one comment."""
    assert app.test_client().post("/api/v1/comments", json=body, headers=headers).status_code in (201, 202)


def post_all(app: Any, start: Any, letters: list[tuple[dict[str, Any], dict[str, str]]]) -> None:
    """A web process takes many comments, once all processes are ready to start."""
    start.wait(30)
    for letter in letters:
        post(app, *letter)


def decide(app: Any, cookie: str, fields: dict[str, str]) -> None:
    """A web process takes a moderator's decision."""
    client = app.test_client()
    client.set_cookie("chiosa", cookie)
    answer = client.post("/room/blog/decisions", data=fields, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200


def prepare(app: Any, start: Any) -> None:
    """An operator's command brings the database to its version, once all are ready to start."""
    start.wait(30)
    assert app.test_cli_runner().invoke(args=["prepare"]).exit_code == 0


def work(app: Any) -> None:
    """A worker does what is due."""
    app.extensions["jobs"].drain()


def sweep_by_twos(app: Any) -> None:
    """A worker goes through what waits for it, two comments at a time."""
    sweep.CHUNK = 2
    with app.app_context():
        sweep.go_through(lambda: False)


def _live(act: Act, environment: dict[str, str], details: tuple[Any, ...], before: int) -> None:
    app = create_app(settings.load(environment))
    _mark_steps(before)
    act(app, *details)


def _mark_steps(deadly: int) -> None:
    steps = count(1)

    def step(*_: Any) -> None:
        if next(steps) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    event.listen(Session, "after_commit", step)
