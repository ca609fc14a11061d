from models import Reaction, Site, Thread, db, transaction
from models.base import insert_new
from services.errors import Invalid
from services.identity.bans import refuse_banned
from services.identity.tokens import Visitor
from services.pages import Page, open_thread, refuse_closed, refuse_foreign, thread_of

from .households import refuse_crowd


def react(site: Site, page: Page, visitor: Visitor, address: str, emoji: str, *, on: bool) -> Thread | None:
    """Leave one of the site's emoji on a page, or take it back; what stands so already is left so.

    The first reaction begins the page's discussion, which is returned; None where none has begun.
    `address` is hidden. Raises Invalid (an emoji that the site does not offer), Forbidden (a foreign page),
    Conflict (closed), TooMany (of one address).
    """
    if emoji not in site.emoji:
        raise Invalid("invalid", "This site does not offer that emoji.", fields={"emoji": "not_allowed"})
    with transaction():
        refuse_banned(site.id, visitor.name)
        if not on and thread_of(site, page) is None:
            refuse_foreign(site, page)
            refuse_closed(site)
            return None
        thread = open_thread(site, page)
        changed = _leave(thread, visitor, address, emoji, site.origin_days) if on else _take(thread, visitor, emoji)
        if changed:
            thread.show_change()
    return thread


def _leave(thread: Thread, visitor: Visitor, address: str, emoji: str, days: int) -> bool:
    there = (Reaction.site_id == thread.site_id) & (Reaction.thread_id == thread.id) & (Reaction.emoji == emoji)
    refuse_crowd(Reaction, there, visitor, address, days)
    mine = {"site_id": thread.site_id, "thread_id": thread.id, "visitor": visitor.name, "emoji": emoji}
    return insert_new(Reaction, address=address, **mine)


def _take(thread: Thread, visitor: Visitor, emoji: str) -> bool:
    mine = (Reaction.site_id == thread.site_id) & (Reaction.thread_id == thread.id) & (Reaction.visitor == visitor.name)
    gone = db.delete(Reaction).where(mine, Reaction.emoji == emoji).returning(Reaction.id)
    return db.session.scalar(gone) is not None
