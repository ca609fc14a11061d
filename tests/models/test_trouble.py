import pytest
from sqlalchemy import QueuePool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from models.trouble import is_busy, is_full


@pytest.fixture
def error_of():
    """What the database raises when this is done to it."""

    def catch(act):
        with pytest.raises(SQLAlchemyError) as caught:
            act()
        return caught.value

    return catch


@pytest.fixture
def sqlite(tmp_path):
    engine = create_engine(
        f"sqlite:///{tmp_path}/small.db", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0
    )
    yield engine
    engine.dispose()


def test_it_works(sqlite, error_of):
    def overfill():
        with sqlite.connect() as connection:
            connection.execute(text("PRAGMA max_page_count=2"))
            connection.execute(text("CREATE TABLE comment AS SELECT zeroblob(100000) AS text"))

    assert is_full(error_of(overfill))


def test_no_free_connection_means_busy(sqlite, error_of):
    with sqlite.connect():
        error = error_of(sqlite.connect)

    assert is_busy(error)


def test_a_server_that_does_not_answer_means_busy(error_of):
    nobody = create_engine("postgresql+psycopg://chiosa@127.0.0.1:1/chiosa?connect_timeout=5")

    assert is_busy(error_of(nobody.connect))


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM full_timeout_locked", "SELECT 'deadlock", "INSERT INTO t VALUES (NULL)"]
)
def test_a_fault_of_ours_is_neither(sqlite, error_of, statement):
    def stumble():
        with sqlite.connect() as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS t (a INTEGER NOT NULL)"))
            connection.execute(text(statement))

    error = error_of(stumble)

    assert not is_full(error)
    assert not is_busy(error)
