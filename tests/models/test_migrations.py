from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from models import db
from models.search_text import is_described
from tests.signals import said

TEXT = "What a careful article; I had not thought of the margins as a place where readers answer one another."


def differences():
    """What a new migration would have to change."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": is_described}
        return compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)


def test_it_works(app):
    assert differences() == []


def test_a_difference_would_be_seen(app):
    with db.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_comment_queue"))

    missing = differences()

    with db.engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_comment_queue ON comment (site_id, status, id)"))
    db.engine.dispose()  # the next test begins with connections that have not seen the tables change
    assert [kind for kind, *_ in missing] == ["add_index"]


def test_there_is_one_line_of_versions(app):
    assert len(ScriptDirectory(app.root_path + "/models/migrations").get_heads()) == 1


def test_they_lead_to_nothing_and_back(app):
    db.session.remove()
    downgrade(revision="base")
    left = inspect(db.engine).get_table_names()

    upgrade()

    assert left == ["alembic_version"]
    assert differences() == []


def test_what_near_copies_are_found_by_outlives_its_tables_change(carol, bob):
    carol.say(TEXT)
    db.session.remove()
    downgrade(revision="0007")

    upgrade()

    db.engine.dispose()
    assert said(bob.say(f"Hm. {TEXT}"), "repetition") is not None
