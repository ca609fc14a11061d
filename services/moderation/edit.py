"""A moderator changes what a comment says. What it said before stays in the room, and who changed it."""

from models import Comment, Moderator, Revision, Sentence, Site, db, note_change, transaction
from services.errors import Conflict, NotFound
from services.writing.rendering import rendered
from services.writing.rewrite import rewrite

from .decide import Choice


def edit(moderator: Moderator, choice: Choice, text: str) -> Revision | None:
    """Put another text in place of the one that was seen; returns what it said before, None if it says that already.

    What was decided about the comment, and its verdict, stand. Raises Invalid (the text), NotFound, and Conflict for
    one that has changed since it was seen.
    """
    html = rendered(Site.of(moderator.site_id), text)
    with transaction():
        comment = _locked(moderator.site_id, choice.comment_id)
        if text == comment.source.replace("\r\n", "\n"):
            return None
        if comment.version != choice.version:
            raise Conflict("stale", "It has changed since you saw it.")
        return _change(moderator, comment, text, html)


def undo_edit(moderator: Moderator, comment_id: int, revision_id: int) -> None:
    """Put back what a comment said before its last change. Raises NotFound, and Conflict when it was changed since."""
    with transaction():
        comment = _locked(moderator.site_id, comment_id)
        kept = comment.revisions
        if not kept or kept[-1].id != revision_id:
            raise Conflict("too_late", "This can't be undone any more: the comment has been changed since.")
        former = kept[-1].source
        _change(moderator, comment, former, rendered(Site.of(comment.site_id), former))


def _locked(site_id: int, comment_id: int) -> Comment:
    comment = Comment.locked(site_id, [comment_id]).get(comment_id)
    if comment is None or comment.status == "deleted":
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
    return comment


def _change(moderator: Moderator, comment: Comment, text: str, html: str) -> Revision:
    former = rewrite(comment, text, html, moderator_id=moderator.id)
    note_change(comment.site_id, moderator.id, "comment.edited", str(comment.id))
    if comment.is_published:
        comment.show_change()
    db.session.flush()
    return former
