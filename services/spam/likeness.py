"""What one decision may sweep away: the comments that are like one that a moderator looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Select, select

from models import Band, Comment, LinkedDomain, Sentence, Site, db
from services.spam import minhash
from services.spam.approval import is_approved
from services.spam.copies import ALIKE, OTHERS, others
from services.spam.own_domains import own_domains
from services.text.domains import as_read

MOST = 100
_LOOKED_AT = 2_000
_OPEN = ("checking", "pending", "published")


@dataclass(frozen=True, slots=True)
class Alike:
    comment: Comment
    why: str
    """In plain words, for the moderator."""


def alike(site_id: int, comment_id: int) -> list[Alike]:
    """At most 100 comments, newest first, that say nearly the same as this one or link where it links.

    Texts are compared with those of the last five weeks. A domain that a moderator once let through is no reason, nor
    is the site's own. What is spam, rejected or deleted is not among them, nor what a moderator approved.
    """
    comment = Comment.of(site_id, comment_id)
    if comment is None:
        return []
    why = dict.fromkeys(_same_text(comment), Sentence("It says nearly the same"))
    for domain in _suspect_domains(comment):
        for found in db.session.scalars(_linking_to(comment, domain)):
            why.setdefault(found, Sentence("It links to %(domain)s too", domain=as_read(domain)))
    rows = select(Comment).where(Comment.site_id == site_id, Comment.id.in_(why))
    found_comments = db.session.scalars(rows.order_by(Comment.id.desc()).limit(MOST))
    return [Alike(found, why[found.id]) for found in found_comments]


def _same_text(comment: Comment) -> list[int]:
    same = OTHERS.where(Comment.fingerprint == comment.fingerprint, _is_undecided()).order_by(Comment.id.desc())
    exact = [row.id for row in db.session.execute(same.limit(MOST), others(comment))]
    return exact + list(islice(_near(comment), MOST - len(exact)))


def _near(comment: Comment) -> Iterator[int]:
    mine = minhash.pieces(comment.source)
    sharing = select(Band.comment_id).where(Band.site_id == comment.site_id, Band.value.in_(minhash.bands(mine)))
    newest = db.session.scalars(sharing.distinct().order_by(Band.comment_id.desc()).limit(_LOOKED_AT)).all()
    rows = OTHERS.where(Comment.id.in_(newest), _is_undecided()).order_by(Comment.id.desc())
    found = db.session.execute(rows, others(comment))
    return (row.id for row in found if minhash.likeness(mine, minhash.pieces(row.text)) >= ALIKE)


def _suspect_domains(comment: Comment) -> list[str]:
    its = select(LinkedDomain.domain).where(
        LinkedDomain.site_id == comment.site_id, LinkedDomain.comment_id == comment.id
    )
    own = own_domains(Site.of(comment.site_id), comment.thread)
    return [domain for domain in db.session.scalars(its) if domain not in own and not _was_let_through(comment, domain)]


def _was_let_through(comment: Comment, domain: str) -> bool:
    linking = (LinkedDomain.site_id == comment.site_id) & (LinkedDomain.domain == domain)
    approved = select(LinkedDomain.id).where(linking, is_approved(LinkedDomain.site_id, LinkedDomain.comment_id))
    return db.session.scalar(approved.limit(1)) is not None


def _linking_to(comment: Comment, domain: str) -> Select[int]:
    links = (LinkedDomain.site_id == Comment.site_id) & (LinkedDomain.comment_id == Comment.id)
    theirs = select(Comment.id).join(LinkedDomain, links).where(LinkedDomain.domain == domain, _is_undecided())
    mine = (LinkedDomain.site_id == comment.site_id) & (LinkedDomain.comment_id != comment.id)
    return theirs.where(mine).order_by(Comment.id.desc()).limit(MOST)


def _is_undecided() -> ColumnElement[bool]:
    return Comment.status.in_(_OPEN) & ~is_approved(Comment.site_id, Comment.id)
