"""64 KB of each kind that is hard on some check are answered and judged."""

import pytest

from bench.bench_checks import texts
from models import Comment, Verdict, db, transaction
from tests.cast import BLOG

SIZE = 64_000
TEXTS = {kind: text.encode()[:SIZE].decode(errors="ignore") for kind, text in texts().items()}
REFUSED = {
    "zero-width characters": "required",
    "tag characters": "required",
    "one link": "too_deep",
    "spaces": "too_deep",
}


@pytest.fixture(autouse=True)
def _long_texts(site):
    with transaction():
        site.text_max = SIZE


def test_it_works(carol):
    assert len(TEXTS) >= 20
    assert carol.say("a" * SIZE)["status"] == "pending"


@pytest.mark.parametrize("kind", [kind for kind in TEXTS if kind not in REFUSED])
def test_it_is_judged_and_again_as_a_copy(carol, kind):
    first = carol.say(TEXTS[kind])
    copy = carol.say(TEXTS[kind], url=f"{BLOG}/elsewhere")

    verdicts = db.session.scalars(db.select(Verdict.comment_id).order_by(Verdict.id)).all()
    assert verdicts == [first["id"], copy["id"]]
    assert db.session.get(Comment, copy["id"]).status in ("pending", "spam")


@pytest.mark.parametrize("kind", REFUSED)
def test_what_shows_nothing_or_has_too_much_markup_is_no_comment(carol, kind):
    answer = carol.write(TEXTS[kind])

    assert answer.status_code == 422
    assert answer.json["error"]["fields"]["text"]["code"] == REFUSED[kind]
