"""What other thresholds would have done to the latest comments: from the signals that were stored with them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from models import Comment, Decision, Signal, Site, Verdict, db
from services.spam import verdict
from services.spam.judge import rules_of

MOST = 1000


@dataclass(frozen=True, slots=True)
class Replayed:
    comments: int
    """How many there were to look at."""
    outcomes: Counter[verdict.Outcome]
    """What becomes of them by these thresholds."""
    changed: Counter[tuple[verdict.Outcome, verdict.Outcome]]
    """How many go elsewhere than by the thresholds of today: from, to."""
    missed: int
    """Published, though a moderator called it spam."""
    wronged: int
    """Taken for spam, though a moderator published it."""
    decided: int
    """About so many a moderator has said spam or not; the two figures above are of these."""


def replay_thresholds(site: Site, *, hold_at: int, spam_at: int, discard_at: int | None) -> Replayed:
    """The site's last 1,000 judged comments, judged by today's thresholds and by these. Changes nothing.

    A person is new until a moderator has approved something of theirs, as they were when they wrote.
    """
    today = rules_of(site)
    then = replace(today, hold_at=hold_at, spam_at=spam_at, discard_at=discard_at)
    comments = _latest(site.id)
    signals, known, said = _signals(site.id, comments), _known(site.id, comments), _said(site.id, comments)
    outcomes: Counter[verdict.Outcome] = Counter()
    changed: Counter[tuple[verdict.Outcome, verdict.Outcome]] = Counter()
    missed = wronged = 0
    for comment_id in comments:
        is_approved = comment_id in known
        old = verdict.conclude(signals[comment_id], today, is_approved=is_approved).outcome
        new = verdict.conclude(signals[comment_id], then, is_approved=is_approved).outcome
        outcomes[new] += 1
        changed[old, new] += old != new
        missed += new == "publish" and said.get(comment_id) == "spam"
        wronged += new in ("spam", "discard") and said.get(comment_id) == "published"
    return Replayed(len(comments), outcomes, +changed, missed, wronged, len(said))


def _latest(site_id: int) -> list[int]:
    is_judged = select(Verdict.id).where(Verdict.site_id == Comment.site_id, Verdict.comment_id == Comment.id).exists()
    rows = select(Comment.id).where(Comment.site_id == site_id, is_judged, Comment.status != "deleted")
    return list(db.session.scalars(rows.order_by(Comment.id.desc()).limit(MOST)))


def _signals(site_id: int, comments: list[int]) -> defaultdict[int, list[verdict.Opinion]]:
    by_comment: defaultdict[int, list[verdict.Opinion]] = defaultdict(list)
    columns = select(Signal.comment_id, Signal.check, Signal.score, Signal.certainty, Signal.reason)
    for said in db.session.execute(columns.where(Signal.site_id == site_id, Signal.comment_id.in_(comments))):
        by_comment[said.comment_id].append(said)
    return by_comment


def _known(site_id: int, comments: list[int]) -> set[int]:
    """Those whose authors a moderator had approved before they wrote them."""
    theirs = select(Comment.person_id).where(Comment.site_id == site_id, Comment.id.in_(comments))
    approved = (
        select(Comment.person_id, func.min(Decision.created_at).label("at"))
        .join(Decision, (Decision.site_id == Comment.site_id) & (Decision.comment_id == Comment.id))
        .where(Comment.site_id == site_id, Comment.person_id.in_(theirs))
        .where(Decision.new_status == "published", Decision.undone_at.is_(None))
        .group_by(Comment.person_id)
        .subquery()
    )
    rows = select(Comment.id).join(approved, approved.c.person_id == Comment.person_id)
    mine = rows.where(Comment.site_id == site_id, Comment.id.in_(comments), approved.c.at < Comment.created_at)
    return set(db.session.scalars(mine))


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
