from models import Comment, Moderator, Origin, Sentence, Site, cancel, transaction
from services.errors import Conflict, NotFound
from services.spam.outside.asked import owe_checks_anew, who_is_asked


def recheck(moderator: Moderator, comment_id: int) -> list[str]:
    """Ask everybody outside about a comment once more; returns their names.

    It stays where it is until they have answered; then it is judged anew. Where a moderator has decided about it, their
    answers are only noted. Raises NotFound, and Conflict when there is nobody or nothing left to ask about.
    """
    site_id = moderator.site_id
    with transaction():
        site, comment = Site.of(site_id), Comment.locked(site_id, [comment_id]).get(comment_id)
        if comment is None:
            raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
        if not who_is_asked(site):
            raise Conflict("nobody_asked", "Nobody outside is asked about the comments of this site.")
        if comment.status == "deleted" or Origin.of(site_id, comment_id) is None:
            raise Conflict(
                "too_late", "Where it came from has been forgotten, and without that nobody can judge it anew."
            )
        cancel(site_id, comment_id, "discard")
        owe_checks_anew(site, comment_id, recheck_reason="recheck_queue")
        return who_is_asked(site)
