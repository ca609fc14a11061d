"""H13: several processes start at once on an empty database: one prepares it, the others find it ready."""

import os
import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text

import config as settings
from models import db
from models.search_text import INDEX
from tests.doubles import doomed
from tests.hazards.servers import ROOT


@pytest.fixture
def empty(backend, environment, request, tmp_path):
    """The settings of a service that has no database yet, in a folder of its own."""
    told = {"CHIOSA_DATA_DIR": str(tmp_path / "data")}
    if backend == "sqlite":
        yield told
        return
    url = settings.load(environment).database_url
    name = f"empty_{tmp_path.name}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield told | {"CHIOSA_DATABASE_URL": make_url(url).set(database=name).render_as_string(False)}
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


def start_commands(count, told):
    """So many commands `prepare`, one right after the other; their exit codes."""
    command = [sys.executable, "-m", "flask", "--app", "app", "prepare"]
    processes = [subprocess.Popen(command, cwd=ROOT, env={**os.environ, **told}) for _ in range(count)]
    return [process.wait(60) for process in processes]


def start_together(count, told):
    """The same by processes that wait for each other, to begin at the same moment."""
    start = doomed.CONTEXT.Barrier(count)
    processes = [doomed.begin(doomed.prepare, told, start) for _ in range(count)]
    for process in processes:
        process.join(60)
    return [process.exitcode for process in processes]


def schema(told):
    """The tables that stand, and the versions that they say they have."""
    engine = create_engine(settings.load(told).database_url)
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    engine.dispose()
    return tables, versions


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_works(empty, tmp_path):
    assert start_commands(4, empty) == [0, 0, 0, 0]
    assert [path.name for path in (tmp_path / "data").glob("secret*")] == ["secret.key"]
    assert (tmp_path / "data/secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("turn", range(3))
def test_h13_four_prepare_an_empty_database_at_once(empty, turn):
    codes = start_together(4, empty)

    newest = ScriptDirectory(str(ROOT / "models/migrations")).get_heads()
    assert codes == [0, 0, 0, 0]
    tables, versions = schema(empty)
    assert {table for table in tables if not table.startswith(INDEX)} == {*db.metadata.tables, "alembic_version"}
    assert versions == newest


def test_h13_what_is_prepared_already_stays_as_it_is(empty):
    start_together(1, empty)
    before = schema(empty)

    assert start_together(2, empty) == [0, 0]
    assert schema(empty) == before
