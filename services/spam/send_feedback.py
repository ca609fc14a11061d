from models import Comment, Origin, OutboxEntry, Site, db, transaction
from services.spam.akismet_fields import akismet_fields
from services.spam.akismet_gate import AkismetGate


def send_feedback(entry: OutboxEntry, claim: str, gate: AkismetGate) -> None:
    """Tell Akismet what a moderator decided, with the commenter's original request: the very fields it judged by.

    Raises OutsideFailure when it could not be told, ClaimLost when another worker has taken over. When the origin has
    been forgotten meanwhile nothing is sent: other values would teach Akismet something wrong.
    """
    site = Site.of(entry.site_id)
    comment, origin = Comment.of(site.id, entry.comment_id), Origin.of(site.id, entry.comment_id)
    key, blog, site_id = site.akismet_key, site.home_url, site.id
    if comment is not None and origin is not None and key is not None and comment.source:
        fields = dict(origin.checked_as or akismet_fields(site, comment, origin))
        fields |= {"reporter": entry.details["reporter"]}
        if origin.akismet_said:
            fields |= {"comment_check_response": origin.akismet_said}
        is_spam = entry.kind == "spam"
        db.session.rollback()
        gate.ask(site_id, key, lambda client: client.submit(key, blog, fields, spam=is_spam))
    with transaction():
        entry.settle(claim)
