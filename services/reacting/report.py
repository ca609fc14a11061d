from models import Comment, Report, Site, transaction
from models.base import insert_new
from services.errors import NotFound
from services.identity.tokens import Visitor


def report(site: Site, comment_id: int, visitor: Visitor, reason: str, text: str = "") -> bool:
    """Tell the moderators what is wrong with a comment: once for each visitor. Tells whether it is new.

    It stands in the room until a moderator has decided. Raises NotFound when readers don't see the comment.
    """
    with transaction():
        comment = Comment.locked(site.id, [comment_id]).get(comment_id)
        if comment is None or not comment.is_published:
            raise NotFound("not_found", "There is no such comment here.")
        mine = {"site_id": site.id, "comment_id": comment.id, "visitor": visitor.name}
        return insert_new(Report, reason=reason, text=text.strip(), **mine)
