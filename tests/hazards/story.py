"""A comment section over time, told in random steps that anyone might do in any order."""

from contextlib import suppress
from typing import Any

from hypothesis import strategies as st

from models import Comment, OutboxEntry, Thread, db, transaction
from services.errors import Conflict, NotFound
from services.moderation.decide import TARGETS, Choice, decide, undo
from tests.cast import BLOG
from tests.hazards.truth import what_is_wrong

ANY = st.integers(0, 99)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), ANY),
        st.tuples(st.sampled_from(TARGETS), ANY),
        st.tuples(st.just("undo"), ANY),
        st.tuples(st.sampled_from(["ok", "spam", "discard", "recheck", "http_500"]), st.just(0)),
        st.tuples(st.just("erase"), st.just(0)),
    ),
    min_size=8,
    max_size=20,
)


class Story:
    """What happens under one page. A step names its comment or its decision by any number."""

    count = 0

    def __init__(self, reader: Any, moderator: Any, akismet: Any, work: Any) -> None:
        Story.count += 1
        self.page = f"{BLOG}/story-{Story.count}"
        self.reader, self.moderator, self.akismet, self.work = reader, moderator, akismet, work
        self.batches: list[str] = []

    def tell(self, steps: list[tuple[str, int]]) -> list[Any]:
        """The steps after which something was wrong with the numbers, and what."""
        return [(kind, wrong) for kind, number in steps if (wrong := self._wrong_after(kind, number))]

    def _wrong_after(self, kind: str, number: int) -> list[str]:
        if kind == "write":
            self._write(number)
        elif kind in TARGETS:
            self._decide(kind, number)
        elif kind == "undo":
            self._undo(number)
        else:
            self._work(kind)
        return what_is_wrong()

    def _write(self, number: int) -> None:
        parents = [None, *(comment.id for comment in self._comments() if comment.is_published)]
        self.reader.write(f"Thought {number}.", url=self.page, parent=parents[number % len(parents)])

    def _decide(self, to: Any, number: int) -> None:
        if comments := self._comments():
            comment = comments[number % len(comments)]
            self.batches.append(decide(self.moderator, [Choice(comment.id, comment.version)], to).batch)

    def _undo(self, number: int) -> None:
        if self.batches:
            with suppress(Conflict, NotFound):
                undo(self.moderator, self.batches[number % len(self.batches)])

    def _work(self, kind: str) -> None:
        """Time passes for what is owed to Akismet, which is in this mode then; or for what is to be erased."""
        is_erasing = OutboxEntry.kind == "erase"
        if kind != "erase":
            self.akismet.mode = kind
        here = OutboxEntry.comment_id.in_([comment.id for comment in self._comments()])
        with transaction():
            due = db.update(OutboxEntry).where(here, is_erasing if kind == "erase" else ~is_erasing)
            db.session.execute(due.values(due_at=OutboxEntry.created_at))
        self.work()

    def _comments(self) -> list[Comment]:
        db.session.rollback()
        here = db.select(Thread.id).where(Thread.url == self.page)
        return list(db.session.scalars(db.select(Comment).where(Comment.thread_id.in_(here)).order_by(Comment.id)))
