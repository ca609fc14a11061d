from models import Comment, Report, Site, note_change, transaction
from models.base import insert_new
from services.errors import NotFound
from services.identity.bans import refuse_banned
from services.identity.tokens import Visitor
from services.spam import reported
from services.spam.judge import is_decided


def report(site: Site, comment_id: int, visitor: Visitor, network: str, reason: str, text: str = "") -> bool:
    """Tell the moderators what is wrong with a comment: once for each visitor. Tells whether it is new.

    It stands in the room until a moderator has decided. Where the reports weigh enough, the comment waits until then;
    never where a moderator has decided to publish it. `network` is hidden (see services/identity/hidden_address.py).
    Raises NotFound when readers don't see the comment.
    """
    with transaction():
        refuse_banned(site.id, visitor.name)
        comment = Comment.locked(site.id, [comment_id]).get(comment_id)
        if comment is None or not comment.is_published:
            raise NotFound("not_found", "There is no such comment here.")
        mine = {"site_id": site.id, "comment_id": comment.id, "visitor": visitor.name}
        is_new = insert_new(Report, reason=reason, text=text.strip(), address=network, **mine)
        if is_new and not is_decided(comment) and reported.holds(site, comment):
            comment.become("pending", waits_for=reported.HELD)
            note_change(site.id, None, "comment.held", str(comment.id))
        return is_new
