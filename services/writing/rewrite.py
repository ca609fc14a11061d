from models import Comment, Revision, db, now
from services.spam.traces import note_change
from services.text import plain


def rewrite(comment: Comment, text: str, html: str, *, moderator_id: int | None = None) -> Revision:
    """Put another text in a comment's place, by a moderator or, with None, by its author; the former text is kept.

    Whatever is derived from a text follows here, for both. Inside the transaction that changes it.
    """
    former = Revision(site_id=comment.site_id, comment_id=comment.id, moderator_id=moderator_id, source=comment.source)
    db.session.add(former)
    comment.source, comment.html, comment.fingerprint = text, html, plain.fingerprint(text)
    comment.edited_at = now()
    db.session.flush()
    note_change(comment)
    return former
