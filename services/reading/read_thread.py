"""A page of a discussion, the same for every visitor.

Cost follows the page, not the thread: roots come by cursor from one index, and of each root's replies only the first.
"""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import Select, and_, select, tuple_, union_all

from models import Address, Comment, Reaction, Site, Thread, db
from services.errors import NotFound
from services.pages import Closed, why_closed
from services.spam.outside.asked import services_of
from services.text.links import pieces

from .cursors import Cursor
from .rows import nest, present, shown

Sort = Literal["newest", "oldest", "best"]
Told = dict[str, Any]
ROOTS = 25
REPLIES = 20
PINS = 3
DEEPEST = 100
"""Comments that answer each other: what nests deeper no reader follows, and no parser need bear."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site and, if the discussion has begun, its thread: all that an ETag needs."""

    site: Site
    thread: Thread | None

    @property
    def version(self) -> int:
        return self.thread.version if self.thread else 0

    @property
    def closed(self) -> Closed | None:
        return why_closed(self.site, self.thread)

    def etag(self, *details: object) -> str:
        """Changes exactly when what readers see may have changed."""
        at = f"{self.thread.id}-{self.thread.version}" if self.thread else "0-0"
        at += "-old" if self.closed == "age" else ""  # the only change that no version tells
        asked = hashlib.sha256(repr(details).encode()).hexdigest()[:8]
        return f"{self.site.id}.{self.site.version}-{at}-{asked}"


def find_place(site_key: str, address: str) -> Place | None:
    """One indexed look-up; None when there is no such site."""
    row = db.session.execute(
        select(Site, Thread)
        .outerjoin(Address, and_(Address.site_id == Site.id, Address.key == address))
        .outerjoin(Thread, and_(Thread.site_id == Site.id, Thread.id == Address.thread_id))
        .where(Site.key == site_key)
    ).first()
    return Place(row[0], row[1]) if row else None


def read_thread(
    place: Place, *, sort: Sort | None = None, cursor: Cursor | None = None, around: int | None = None
) -> Told:
    """25 roots after the cursor, each with its first 20 replies, and what the widget must know of site and thread.

    Without `sort` in the site's order. The first page begins with the pinned ones. `around` names a comment: the page
    begins with the root that it stands under, and holds it. Raises NotFound when readers don't see that comment.
    """
    order: Sort = sort or place.site.sort  # type: ignore[assignment]  # the column holds nothing else
    comments: list[Told] = []
    following: Cursor | None = None
    if place.thread and around is not None:
        comments, following = _page_around(place.thread, order, around)
    elif place.thread:
        pinned = _pinned(place.thread) if cursor is None else []
        comments, following = _page(place.thread, order, cursor, pinned)
    elif around is not None:
        raise _gone()
    return {
        "site": tell_site(place.site),
        "thread": tell_thread(place),
        "comments": comments,
        "next": str(following) if following else None,
    }


def tell_site(site: Site) -> Told:
    return {
        "name": site.name,
        "language": site.language,
        "open": site.is_open,
        "name_required": site.name_required,
        "email_required": site.email_required,
        "website_asked": site.website_asked,
        "text_max": site.text_max,
        "judges": services_of(site),
        "privacy": [asdict(piece) for piece in pieces(site.privacy_text or "")],
        "votes": site.votes,
        "reactions": site.emoji,
        "sort": site.sort,
        "loads_at_end": site.loads_at_end,
        "edit_minutes": site.edit_minutes,
        "images": site.images,
        "words": site.words or {},
    }


def tell_thread(place: Place) -> Told:
    site, thread, closed = place.site, place.thread, place.closed
    state = {"open": closed is None, "closed": closed}
    if thread is None:
        return {"id": None, "title": "", "count": 0, **state, "version": 0, "reactions": {}}
    return {
        "id": thread.id,
        "title": thread.title,
        "count": thread.comment_count,
        **state,
        "version": thread.version,
        "reactions": Reaction.counts_of(site.id, thread.id) if site.emoji else {},
    }


def _roots(thread: Thread) -> Select[*tuple[Any, ...]]:
    return shown(thread.site_id, thread.id).where(Comment.root_id.is_(None))


def _pinned(thread: Thread) -> list[Told]:
    rows = _roots(thread).where(Comment.pinned_at.is_not(None)).order_by(Comment.pinned_at, Comment.id)
    return [present(row) for row in db.session.execute(rows.limit(PINS))]


def _page(thread: Thread, sort: Sort, cursor: Cursor | None, pinned: list[Told]) -> tuple[list[Told], Cursor | None]:
    rows = _roots(thread).where(Comment.pinned_at.is_(None))
    found, following = _sorted_page(rows, sort, cursor)
    roots = pinned + found
    return nest(roots, _first_replies(thread, roots)), following


def _page_around(thread: Thread, sort: Sort, comment_id: int) -> tuple[list[Told], Cursor | None]:
    comment = Comment.of(thread.site_id, comment_id)
    root = Comment.of(thread.site_id, comment.root_id) if comment and comment.root_id else comment
    if comment is None or root is None or comment.thread_id != thread.id or not comment.is_shown:
        raise _gone()
    roots, following = _sorted_page(_roots(thread), sort, Cursor(root.id, root.rank), inclusive=True)
    replies = _first_replies(thread, roots)
    have = {reply["id"] for reply in replies}
    replies += [reply for reply in _line(comment) if reply["id"] not in have]
    return nest(roots, sorted(replies, key=lambda reply: int(reply["id"]))), following


def _gone() -> NotFound:
    return NotFound("not_found", "There is no such comment in this discussion.")


def _sorted_page(
    rows: Select[*tuple[Any, ...]], sort: Sort, cursor: Cursor | None, *, inclusive: bool = False
) -> tuple[list[Told], Cursor | None]:
    """The next roots and, if more follow, the cursor to them."""
    at = cursor and (cursor.id, cursor.rank)
    if sort == "best":
        place = tuple_(Comment.rank, Comment.id)
        rows = rows.order_by(Comment.rank.desc(), Comment.id.desc())
        if at:
            rows = rows.where(place <= at[::-1] if inclusive else place < at[::-1])
    elif sort == "oldest":
        rows = rows.order_by(Comment.id)
        if at:
            rows = rows.where(Comment.id >= at[0] if inclusive else Comment.id > at[0])
    else:
        rows = rows.order_by(Comment.id.desc())
        if at:
            rows = rows.where(Comment.id <= at[0] if inclusive else Comment.id < at[0])
    found = db.session.execute(rows.limit(ROOTS + 1)).all()
    page = found[:ROOTS]
    last = page[-1] if len(found) > ROOTS else None
    following = Cursor(last.id, last.rank if sort == "best" else 0) if last else None
    return [present(row) for row in page], following


def _line(comment: Comment) -> list[Told]:
    """A reply and all that it answers, but the root; of an endless chain the end, hung on the root."""
    mine = (Comment.site_id == comment.site_id) & (Comment.id == comment.id)
    line = select(Comment.id, Comment.parent_id).where(mine).cte("line", recursive=True)
    line = line.union_all(
        select(Comment.id, Comment.parent_id).where(Comment.site_id == comment.site_id, Comment.id == line.c.parent_id)
    )
    rows = shown(comment.site_id, comment.thread_id).where(Comment.id.in_(select(line.c.id)))
    found = [present(row) for row in db.session.execute(rows.where(Comment.root_id.is_not(None)))]
    told = sorted(found, key=lambda reply: int(reply["id"]))[-DEEPEST:]
    if told:
        told[0]["parent"] = comment.root_id
    return told


def _first_replies(thread: Thread, roots: list[Told]) -> list[Told]:
    """One query: all replies of the roots that have few, and the first ones of each root that has many.

    They are sorted here: asked for an order by id, SQLite would walk through all comments of the site.
    """
    few = [root["id"] for root in roots if 0 < root["reply_count"] <= REPLIES]
    many = [root for root in roots if root["reply_count"] > REPLIES]
    parts = [shown(thread.site_id, thread.id).where(Comment.root_id.in_(few))] if few else []
    for root in many:
        first = shown(thread.site_id, thread.id).where(Comment.root_id == root["id"]).order_by(Comment.id)
        parts.append(select(first.limit(REPLIES + 1).subquery()))
    if not parts:
        return []
    rows = db.session.execute(union_all(*parts)).all()
    kept, last = [], {root["id"]: (0, 0) for root in many}
    for row in sorted(rows, key=lambda row: int(row.id)):
        seen, last_id = last.get(row.root_id, (0, 0))
        if row.root_id in last:
            last[row.root_id] = (seen + 1, row.id if seen < REPLIES else last_id)
        if seen < REPLIES:
            kept.append(present(row))
    for root in many:
        seen, last_id = last[root["id"]]
        root["more"] = str(Cursor(last_id)) if seen > REPLIES else None
    return kept
