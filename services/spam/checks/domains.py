from collections import Counter

from sqlalchemy import bindparam, select

from models import Comment, LinkedDomain, Sentence, Signal
from models.base import send
from services.spam.case import Case
from services.text.domains import as_read

ASKED_ABOUT = 8
NEWEST = 100
SPAM_LEAST = 2
SHARE_LEAST = 0.8
_CERTAINTY = ((10, 0.85), (5, 0.75), (2, 0.6))

_NEWEST = (
    select(LinkedDomain.comment_id)
    .where(LinkedDomain.site_id == bindparam("site_id"), LinkedDomain.domain == bindparam("domain"))
    .where(LinkedDomain.comment_id != bindparam("comment_id"))
    .order_by(LinkedDomain.id.desc())
    .limit(NEWEST)
    .subquery()
)
# Joined, and counted by us: else SQLite would walk through all comments of the site.
_FATES = select(Comment.status).join(
    _NEWEST, (Comment.site_id == bindparam("site_id")) & (Comment.id == _NEWEST.c.comment_id)
)


def examine(case: Case) -> Signal | None:
    """It leads, by a link or by its author's website, to a domain that spam led to before on this site.

    Of the newest hundred comments that led there two must be spam, and eight in ten of those that are judged: a
    domain that people link to for good reasons stays clean, and so does one that a spammer adds to harm it.
    """
    domains = case.domains[: ASKED_ABOUT // 2] + case.domains[ASKED_ABOUT // 2 :][-ASKED_ABOUT // 2 :]
    spam, worst = max(((_spam(case, domain), domain) for domain in domains), default=(0, ""))
    if spam < SPAM_LEAST:
        return None
    certainty = next(certainty for count, certainty in _CERTAINTY if spam >= count)
    told = {"domain": as_read(worst), "count": spam}
    reason = Sentence("It leads to %(domain)s, as spam did before on this site (comments: %(count)s)", **told)
    return case.signal("domains", 1.0, certainty, reason)


def _spam(case: Case, domain: str) -> int:
    """How many spam comments led there; 0 where too many others did that were let through."""
    told = {"site_id": case.site.id, "domain": domain, "comment_id": case.number}
    count = Counter(send(_FATES, told).scalars())
    judged = count["spam"] + count["published"] + count["rejected"]
    return count["spam"] if count["spam"] >= SHARE_LEAST * judged else 0
