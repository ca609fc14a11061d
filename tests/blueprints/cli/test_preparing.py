"""From an empty folder to a database of this version, whole or not at all."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from blueprints.cli.preparing import current_revision, newest_revision
from models import db
from models.search_text import is_described


def test_it_works(run_empty, empty, tmp_path):
    done = run_empty("prepare")

    assert done.exit_code == 0
    assert (tmp_path / "chiosa.db").exists()
    with empty.app_context():
        assert current_revision() == newest_revision() is not None


def test_a_second_time_changes_nothing(run_empty, tmp_path):
    run_empty("prepare")
    before = (tmp_path / "chiosa.db").read_bytes()

    done = run_empty("prepare")

    assert done.exit_code == 0
    assert (tmp_path / "chiosa.db").read_bytes() == before


@pytest.mark.parametrize("command", ["web", "worker", "both"])
def test_nothing_serves_an_unprepared_database(run_empty, command):
    done = run_empty(command)

    assert done.exit_code == 1
    assert done.output == "Error: The database is not at this version. Run: flask --app app prepare\n"


def test_the_migrations_make_what_the_models_say(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_described})
        differences = compare_metadata(context, db.metadata)

    assert differences == []
