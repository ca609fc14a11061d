"""Starting things: each by itself, or all with one command."""

import os
import shlex
import sys
from threading import Thread
from time import sleep
from typing import NoReturn

import click
import httpx
from flask.cli import with_appcontext

from blueprints.context import house
from blueprints.serving import serve

from .moderators import sign_in_address
from .preparing import one_at_a_time, prepare_database, refuse_unprepared
from .seeds import seed_demo

BOTH = "blueprints.both"
RUN_TOGETHER = {"web": "blueprints.serving web", "worker": "jobs", "demo": "blueprints.serving demo"}


@click.command
@with_appcontext
def prepare() -> None:
    """Create the database or bring it to this version."""
    prepare_database()


@click.command
@with_appcontext
def web() -> None:
    """Serve the API, the widget and the moderation room."""
    _become(RUN_TOGETHER["web"])


@click.command
@with_appcontext
def worker() -> None:
    """Do what is owed to the outside: spam checks, feedback, erasing."""
    _become(RUN_TOGETHER["worker"])


@click.command
@with_appcontext
def both() -> None:
    """Web and worker in little memory, for a host that has one of each."""
    _become(BOTH)


@click.command
@with_appcontext
def demo() -> None:
    """Serve the demo pages, on another port and so from another origin."""
    serve("demo")


@click.command
@with_appcontext
def up() -> None:
    """Prepare an empty folder, then run web, worker and demo together until Ctrl-C."""
    from honcho.manager import Manager

    config = house().config
    prepare_database()
    demo_url = f"http://127.0.0.1:{config.demo_port}"
    with one_at_a_time():
        link = sign_in_address(seed_demo(demo_url))
    manager = Manager()
    for name, arguments in RUN_TOGETHER.items():
        manager.add_process(name, f"exec {shlex.quote(sys.executable)} -m {arguments}")
    service = f"http://127.0.0.1:{config.port}"
    told = f"demo {demo_url}/ · service {config.public_url}/ · moderation room, once, within ten minutes: {link}"
    Thread(
        target=_tell_when_ready, args=([f"{service}/readyz", demo_url], f"Chiosa is ready: {told}"), daemon=True
    ).start()
    manager.loop()
    sys.exit(manager.returncode)


def _become(module: str) -> NoReturn:
    """What runs for long needs none of the operator's commands, which would stay in its memory."""
    refuse_unprepared()
    os.execv(sys.executable, [sys.executable, "-m", *module.split()])


def _tell_when_ready(addresses: list[str], message: str) -> None:
    for address in addresses:
        while not _answers(address):
            sleep(0.1)
    click.echo(message)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.TransportError:
        return False
