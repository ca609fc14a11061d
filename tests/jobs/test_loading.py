"""Who loads what: memory is taken by what a process never uses, too."""

import subprocess
import sys

import pytest

WORKERS = {"jobs.worker", "jobs.drain", "services.identity.gravatar", "akismet", "httpx", "dns"}
OPERATORS = {"blueprints.cli", "flask_migrate", "alembic", "honcho", "tqdm"}
WAKE = "app.extensions['waker'].wake_ups"
WORK = "app.extensions['waker'].jobs.outside"


@pytest.fixture
def loads(tmp_path):
    """Which of these modules the service has loaded, in a process of its own, when it has done something."""

    def ask(names, doing="None"):
        program = f"import sys; from app import create_web; app = create_web(); {doing}; print(*sys.modules)"
        settings = {"CHIOSA_DATA_DIR": str(tmp_path)}
        run = subprocess.run([sys.executable, "-c", program], env=settings, capture_output=True, text=True, check=True)
        return names & set(run.stdout.split())

    return ask


def test_it_works(loads):
    assert loads({"app", "blueprints.api", "jobs.worker"}) == {"app", "blueprints.api"}


@pytest.mark.parametrize("doing", ["None", WAKE])
def test_the_web_loads_nothing_that_the_worker_alone_needs(loads, doing):
    assert loads(WORKERS, doing) == set()


def test_readers_need_not_wait_until_what_wakes_the_worker_is_loaded(loads):
    assert loads({"huey", "redis", "psycopg"}) == set()


@pytest.mark.parametrize("doing", ["None", WORK])
def test_neither_loads_what_the_operator_alone_needs(loads, doing):
    assert loads(OPERATORS, doing) == set()


def test_the_worker_loads_what_asks_the_outside_with_the_first_question(loads):
    assert loads({"akismet", "httpx", "dns"}, WORK) == set()
