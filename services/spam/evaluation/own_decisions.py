from collections.abc import Iterator

from sqlalchemy import func, select

from models import Comment, Decision, Revision, Site, db
from services.spam.learning.sample import Sample

from .labelled import Labelled, LabelledSite
from .reading import whole

LABELS = {"spam": True, "published": False}


def own_decisions(site: Site, *, with_signals: bool = False) -> LabelledSite:
    """What people decided about a site's comments, in time order: the last standing decision about each.

    Spam is what was decided to be spam, ham what was let through; what was rejected or deleted counts for nothing.
    A text that its author changed after the decision counts as it stood when it was decided.
    Raises Malformed where decisions of one kind are missing.
    """
    key = site.key
    return whole(LabelledSite(key, tuple(_decided(site.id, with_signals))), key)


def _decided(site_id: int, with_signals: bool) -> Iterator[Labelled]:
    standing = select(func.max(Decision.id)).where(
        Decision.site_id == site_id, Decision.undone_at.is_(None), Decision.undoes.is_(None)
    )
    rows = (
        select(Decision, Comment)
        .join(Comment, (Comment.site_id == Decision.site_id) & (Comment.id == Decision.comment_id))
        .where(Decision.site_id == site_id, Decision.id.in_(standing.group_by(Decision.comment_id)))
        .where(Decision.new_status.in_(LABELS), Comment.source != "")
    )
    for decision, comment in db.session.execute(rows.order_by(Decision.id)):
        sample = _sample(_text(decision, comment), comment, with_signals)
        yield Labelled(sample, LABELS[decision.new_status], created=decision.created_at.timestamp())


def _text(decision: Decision, comment: Comment) -> str:
    if comment.edited_at is None or comment.edited_at <= decision.created_at:
        return comment.source
    replaced = Revision.of(comment.site_id, comment.id)
    return next((each.source for each in replaced if each.created_at > decision.created_at), comment.source)


def _sample(text: str, comment: Comment, with_signals: bool) -> Sample:
    if not with_signals:
        return Sample(text)
    return Sample(text, comment.author_name, comment.author_website or "", comment.author_email or "")
