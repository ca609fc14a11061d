from models import Comment, OutboxEntry, Site, db, transaction
from services.spam.judge import is_decided


def discard(entry: OutboxEntry, claim: str) -> None:
    """Take away what is too plain spam to be kept, and only count it; unless somebody has acted on it meanwhile.

    Raises ClaimLost when another worker has taken over.
    """
    with transaction():
        entry.settle(claim)
        comment = Comment.locked(entry.site_id, [entry.comment_id]).get(entry.comment_id)
        if comment is None or comment.status != "spam" or comment.has_replies or is_decided(comment):
            return
        site = Site.of(entry.site_id)
        site.discarded_count += 1
        db.session.delete(comment)
