"""H14: asked to end, the web server finishes what it took, and the worker finishes or leaves the rest to its lease."""

import pytest

from models import Comment, OutboxEntry, Verdict, transaction
from tests.conftest import until
from tests.hazards.servers import Service, letter, taken, writing
from tests.hazards.truth import what_is_wrong

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def service(site, settings_told, let_go):
    with transaction():
        site.hold = "nothing"
    let_go()
    with Service(settings_told) as service:
        yield service


@pytest.fixture
def post(service):
    """Send so many comments to the running web server; the statuses."""

    def send(count):
        letters = [letter(service, "Carol", f"Thought {number}.") for number in range(count)]
        return [service.ask("POST", "/api/v1/comments", *each)[0] for each in letters]

    return send


@pytest.fixture
def all_checked(rows):
    return lambda: rows(OutboxEntry, settled_at=None) == 0


def test_it_works(service, post, all_checked):
    service.start("web", "worker")

    assert post(2) == [202, 202]
    until(all_checked)
    assert service.terminate("web", within=10) == 0
    assert service.terminate("worker", within=10) == 0


def test_h14_no_comment_is_stored_without_an_answer_when_the_web_server_ends_under_load(service, stored_texts):
    service.start("web")
    with writing(service, 6) as writers:
        until(lambda: taken(writers) >= 30, seconds=60)
        service.terminate("web", within=15)
        answered = sorted(text for writer in writers for text in writer.taken)
        stored = stored_texts()
        service.start("web")

    assert [text for text in stored if text not in answered] == []
    assert {outcome for writer in writers for outcome in writer.outcomes} <= {202, "ConnectionRefusedError"}
    assert what_is_wrong() == []


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_h14_a_worker_ends_soon_and_another_finishes_its_work(
    service, post, akismet, all_checked, lease_is_over, rows, mode
):
    akismet.mode, akismet.delay = mode, 1.0
    service.start("web", "worker")
    post(20)
    akismet.wait_for(4, timeout=30)

    service.terminate("worker", within=10)
    akismet.mode = "ok"
    asked = len(akismet.requests)
    lease_is_over()
    service.start("worker")
    until(all_checked, seconds=60)

    assert asked < 20
    assert rows(Comment, status="published") == rows(Verdict) == 20
    assert what_is_wrong() == []
