"""Four web processes and four workers share one PostgreSQL and one Valkey, and any of them may be killed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle
from random import Random

import pytest

from models import Comment, OutboxEntry, Receipt, Verdict, db, transaction
from tests.conftest import until
from tests.hazards.servers import Service, taken, writing
from tests.hazards.test_h06_valkey_gone import Valkey
from tests.hazards.truth import what_is_wrong

NUMBERS = range(4)
pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


class Crowd:
    """Several of the same service. Whoever asks it asks one after the other, as behind a balancer."""

    def __init__(self, told, stack):
        self.services = [stack.enter_context(Service(told)) for _ in NUMBERS]
        self._turns = cycle(self.services)

    def ask(self, *request):
        return next(self._turns).ask(*request)

    def start(self):
        """Those that are down, all at once; returns when all answer."""
        with ThreadPoolExecutor() as hands:
            list(hands.map(lambda each: each.start(*({"worker", "web"} - each.processes.keys())), self.services))

    def any_with(self, name, chance):
        return chance.choice([number for number in NUMBERS if name in self.services[number].processes])

    def kill(self, name, number):
        self.services[number].kill(name)


@pytest.fixture
def valkey():
    with Valkey() as valkey:
        yield valkey


@pytest.fixture
def crowd(site, settings_told, valkey, let_go):
    with transaction():
        site.hold = "nothing"
    let_go()
    with ExitStack() as stack:
        crowd = Crowd(settings_told | {"CHIOSA_REDIS_URL": valkey.url}, stack)
        crowd.start()
        yield crowd


@pytest.fixture
def more(crowd):
    """Wait until so many more comments have been taken."""

    def come(writers, count):
        enough = taken(writers) + count
        until(lambda: taken(writers) >= enough, seconds=60)

    return come


@pytest.fixture
def verdicts_by_comment(app):
    def count():
        db.session.rollback()
        return Counter(db.session.scalars(db.select(Verdict.comment_id)))

    return count


def test_whoever_is_killed_nothing_is_lost_and_nothing_is_done_twice(
    crowd, more, valkey, akismet, lease_is_over, rows, stored_texts, verdicts_by_comment
):
    chance = Random(1914)

    with writing(crowd, 4) as writers:
        more(writers, 10)
        crowd.kill("worker", chance.choice(NUMBERS))
        crowd.kill("web", chance.choice(NUMBERS))
        more(writers, 10)
        valkey.die()
        crowd.kill("worker", crowd.any_with("worker", chance))
        more(writers, 10)
        crowd.start()
        more(writers, 10)
    lease_is_over()
    until(lambda: rows(OutboxEntry, settled_at=None) == 0, seconds=30)

    asked = Counter(question.one("comment_content") for question in akismet.requests)
    again = Counter(question.one("comment_content") for question in akismet.requests if question.one("recheck_reason"))
    assert stored_texts() == sorted(text for writer in writers for text in writer.taken)
    assert rows(Comment, status="published") == rows(Comment) == rows(Receipt)
    assert set(verdicts_by_comment().values()) == {1}
    assert {text for text, times in asked.items() if times > 1} <= again.keys()
    assert 500 not in {outcome for writer in writers for outcome in writer.outcomes}
    assert what_is_wrong() == []
