import io
import logging

import pytest

from blueprints.logs import OneLine


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("chiosa.under.test")
    logger.addHandler(handler)
    logger.propagate = False
    yield stream.getvalue
    logger.removeHandler(handler)
    logger.propagate = True


@pytest.fixture
def log(written) -> logging.Logger:
    return logging.getLogger("chiosa.under.test")


def test_it_works(log, written):
    log.warning("%s has come %d times", "Carol", 3)

    assert written() == "WARNING chiosa.under.test: Carol has come 3 times\n"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("a\nb", "a\\nb"),
        ("a\r\nb", "a\\r\\nb"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u2028b", "a\\u2028b"),
        ("naïve 🙂", "naïve 🙂"),
    ],
)
def test_what_ends_a_line_is_made_visible(log, written, told, shown):
    log.warning("%s", told)

    assert written() == f"WARNING chiosa.under.test: {shown}\n"


def test_a_traceback_stands_below_set_in(log, written):
    try:
        raise ValueError("wrong\nWARNING forged: yes")
    except ValueError:
        log.exception("it failed")

    first, *rest = written().splitlines()
    assert first == "ERROR chiosa.under.test: it failed"
    assert rest[-2:] == ["  | ValueError: wrong", "  | WARNING forged: yes"]
    assert [line for line in rest if not line.startswith("  | ")] == []


def test_other_handlers_get_the_record_as_it_was(log, written, caplog):
    log.addHandler(caplog.handler)

    log.warning("a%sb", "\n")

    assert caplog.records[0].getMessage() == "a\nb"
    log.removeHandler(caplog.handler)


@pytest.mark.parametrize("name", ["huey", "httpx", "httpcore", "alembic"])
def test_what_others_say_at_length_is_left_out(app, name):
    assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING


def test_there_is_one_handler_however_many_applications(app):
    ours = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, OneLine)]

    assert len(ours) == 1
