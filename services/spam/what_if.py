"""What other rules would have done to the latest comments: from their texts and the signals that were stored."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, inspect, select

from models import Comment, Decision, Signal, Site, Verdict, db
from services.spam import verdict
from services.spam.case import links_of
from services.spam.checks import language, links
from services.spam.judge import rules_of
from services.spam.outside.judges import BLATANT
from services.text.excerpt import excerpt

MOST = 1000
SAMPLES = 20
EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Sample:
    """One comment that would have gone elsewhere."""

    comment_id: int
    author_name: str
    excerpt: str
    old: verdict.Outcome
    new: verdict.Outcome


@dataclass(frozen=True, slots=True)
class WhatIf:
    comments: int
    """How many there were to look at."""
    outcomes: Counter[verdict.Outcome]
    """What becomes of them by the other rules."""
    changed: Counter[tuple[verdict.Outcome, verdict.Outcome]]
    """How many go elsewhere than by the rules of today: from, to."""
    samples: Sequence[Sample]
    """Of those the newest."""
    missed: int
    """Published, though a moderator called it spam."""
    wronged: int
    """Taken for spam, though a moderator published it."""
    decided: int
    """About so many a moderator has said spam or not; the two figures above are of these."""

    @property
    def today(self) -> Counter[verdict.Outcome]:
        """What has become of the same comments by the rules of today."""
        today = Counter(self.outcomes)
        for (old, new), count in self.changed.items():
            today[old] += count
            today[new] -= count
        return today


@dataclass(frozen=True, slots=True)
class _Said:
    check: str
    score: float
    certainty: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Written:
    id: int
    person_id: int | None
    created_at: datetime
    source: str
    signals: list[verdict.Opinion]
    approvals: list[datetime]
    """When those comments of its author were written that a moderator had let through before."""


def what_if(site: Site, changes: Mapping[str, Any]) -> WhatIf:
    """The site's last 1,000 judged comments, judged by its settings of today and by others. Changes nothing.

    `changes` names columns of the site: hold, hold_at, spam_at, discard_at, trust_comments, trust_days, links_max,
    languages, akismet_discards. A person is as well known as they were when they wrote.
    """
    then = _as_if(site, changes)
    comments = _latest(site.id)
    said = _said(site.id, [comment.id for comment in comments])
    today, others = _judging(site, site), _judging(then, site)
    outcomes: Counter[verdict.Outcome] = Counter()
    changed: Counter[tuple[verdict.Outcome, verdict.Outcome]] = Counter()
    moved: dict[int, tuple[verdict.Outcome, verdict.Outcome]] = {}
    missed = wronged = 0
    for comment in comments:
        old, new = today(comment), others(comment)
        outcomes[new] += 1
        if old != new:
            changed[old, new] += 1
            moved[comment.id] = old, new
        missed += new == "publish" and said.get(comment.id) == "spam"
        wronged += new in ("spam", "discard") and said.get(comment.id) == "published"
    return WhatIf(len(comments), outcomes, changed, _samples(site.id, moved), missed, wronged, len(said))


def _samples(site_id: int, moved: Mapping[int, tuple[verdict.Outcome, verdict.Outcome]]) -> list[Sample]:
    """The newest of them."""
    shown = sorted(moved, reverse=True)[:SAMPLES]
    rows = select(Comment.id, Comment.author_name, Comment.html).where(
        Comment.site_id == site_id, Comment.id.in_(shown)
    )
    found = db.session.execute(rows.order_by(Comment.id.desc()))
    return [Sample(row.id, row.author_name, excerpt(row.html, EXCERPT), *moved[row.id]) for row in found]


def _as_if(site: Site, changes: Mapping[str, Any]) -> Site:
    """The site with other settings: a copy that no session knows."""
    columns = inspect(Site).column_attrs
    return Site(**{column.key: getattr(site, column.key) for column in columns} | dict(changes))


def _judging(then: Site, today: Site) -> Callable[[_Written], verdict.Outcome]:
    rules = rules_of(then)

    def judge(comment: _Written) -> verdict.Outcome:
        if then.akismet_discards and any(_is_blatant(signal) for signal in comment.signals):
            return "discard"
        opinions = _opinions(comment, then, today)
        return verdict.conclude(opinions, rules, is_approved=_is_approved(comment, then)).outcome

    return judge


def _is_blatant(signal: verdict.Opinion) -> bool:
    return signal.check == "akismet" and signal.score > 0 and signal.certainty >= BLATANT


def _opinions(comment: _Written, then: Site, today: Site) -> list[verdict.Opinion]:
    """What was said, but for what depends on the settings that may be others."""
    heard = [signal for signal in comment.signals if signal.check != "links"]
    count = len(links_of(comment.source))
    if count > then.links_max:
        heard.append(_Said("links", 1.0, links.CERTAINTY, f"It holds {count} links"))
    if then.spoken == today.spoken:
        return heard
    was_heard = any(signal.check == "language" for signal in heard)
    is_foreign = language.is_foreign(comment.source, then.spoken)
    if was_heard and not is_foreign:
        return [signal for signal in heard if signal.check != "language"]
    if is_foreign and not was_heard and not language.is_foreign(comment.source, today.spoken):
        heard.append(_Said("language", 1.0, language.CERTAINTY, "It is written in another language"))
    return heard


def _is_approved(comment: _Written, then: Site) -> bool:
    since = comment.created_at - timedelta(days=then.trust_days)
    return len(comment.approvals) >= then.trust_comments and min(comment.approvals) <= since


def _latest(site_id: int) -> list[_Written]:
    """Newest first."""
    is_judged = select(Verdict.id).where(Verdict.site_id == Comment.site_id, Verdict.comment_id == Comment.id).exists()
    columns = select(Comment.id, Comment.person_id, Comment.created_at, Comment.source)
    mine = columns.where(Comment.site_id == site_id, is_judged, Comment.status != "deleted")
    rows = db.session.execute(mine.order_by(Comment.id.desc()).limit(MOST)).all()
    signals = _signals(site_id, [row.id for row in rows])
    approvals = _approvals(site_id, {row.person_id for row in rows if row.person_id})
    return [
        _Written(*row, signals[row.id], [wrote for wrote, at in approvals[row.person_id] if at < row.created_at])
        for row in rows
    ]


def _signals(site_id: int, comments: list[int]) -> defaultdict[int, list[verdict.Opinion]]:
    by_comment: defaultdict[int, list[verdict.Opinion]] = defaultdict(list)
    columns = select(Signal.comment_id, Signal.check, Signal.score, Signal.certainty, Signal.reason)
    for said in db.session.execute(columns.where(Signal.site_id == site_id, Signal.comment_id.in_(comments))):
        by_comment[said.comment_id].append(said)
    return by_comment


def _approvals(site_id: int, people: set[int]) -> defaultdict[int | None, list[tuple[datetime, datetime]]]:
    """Of each person's approved comments when it was written, and when a moderator first let it through."""
    rows = (
        select(Comment.person_id, Comment.created_at, func.min(Decision.created_at))
        .join(Decision, (Decision.site_id == Comment.site_id) & (Decision.comment_id == Comment.id))
        .where(Comment.site_id == site_id, Comment.person_id.in_(people))
        .where(Decision.new_status == "published", Decision.undone_at.is_(None))
        .group_by(Comment.id, Comment.person_id, Comment.created_at)
    )
    by_person: defaultdict[int | None, list[tuple[datetime, datetime]]] = defaultdict(list)
    for person_id, wrote, at in db.session.execute(rows):
        by_person[person_id].append((wrote, at))
    return by_person


def _said(site_id: int, comments: list[int]) -> dict[int, str]:
    """A moderator's last word on each, where it stands and says spam or not."""
    rows = select(Decision.comment_id, Decision.new_status).where(
        Decision.site_id == site_id,
        Decision.comment_id.in_(comments),
        Decision.undone_at.is_(None),
        Decision.undoes.is_(None),
    )
    last = dict(db.session.execute(rows.order_by(Decision.id)).all())
    return {comment_id: status for comment_id, status in last.items() if status in ("spam", "published")}
