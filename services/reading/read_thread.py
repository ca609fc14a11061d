"""A page of a discussion, the same for every visitor.

Cost follows the page, not the thread: roots come by cursor from one index, and of each root's replies only the first.
"""

from dataclasses import asdict
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, bindparam, false, func, select, tuple_, union_all

from models import Reaction, Site, Thread
from models.asking import Question
from services.errors import NotFound
from services.spam.outside.asked import services_of
from services.text.links import pieces

from .cursors import Cursor
from .place import Place, SiteSeen, ThreadSeen
from .rows import COLUMNS, COMMENTS, SHOWN, CommentSeen, nest, present

Sort = Literal["newest", "oldest", "best"]
Told = dict[str, Any]
ROOTS = 25
REPLIES = 20
DEEPEST = 100
"""Comments that answer each other: what nests deeper no reader follows, and no parser need bear."""


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


def tell_site(site: Site | SiteSeen) -> Told:
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
        "reactions": Reaction.counts_of(site.id, thread.id, site.emoji) if site.emoji else {},
    }


_Seen = Thread | ThreadSeen
_ROOTS = SHOWN.where(COMMENTS.root_id.is_(None))
_PINNED = Question(
    # Whether they are shown is asked of those few alone: SQLite would rather walk through all that are shown.
    select(*COLUMNS)
    .where(COMMENTS.site_id == bindparam("site_id"), COMMENTS.thread_id == bindparam("thread_id"))
    .where(COMMENTS.pinned_at.is_not(None), func.coalesce(COMMENTS.is_shown, false()).is_(True))
    .order_by(COMMENTS.pinned_at, COMMENTS.id),
    CommentSeen._make,
)


def _page(thread: _Seen, sort: Sort, cursor: Cursor | None, pinned: list[Told]) -> tuple[list[Told], Cursor | None]:
    found, following = _sorted_page(thread, sort, cursor)
    roots = pinned + found
    return nest(roots, _first_replies(thread, roots)), following


def _pinned(thread: _Seen) -> list[Told]:
    return list(map(present, _PINNED.ask(site_id=thread.site_id, thread_id=thread.id)))


def _page_around(thread: _Seen, sort: Sort, comment_id: int) -> tuple[list[Told], Cursor | None]:
    comment = _one(thread, comment_id)
    root = _one(thread, comment.root_id) if comment and comment.root_id else comment
    if comment is None or root is None:
        raise _gone()
    roots, following = _sorted_page(thread, sort, Cursor(root.id, root.rank), is_around=True)
    replies = _first_replies(thread, roots)
    have = {reply["id"] for reply in replies}
    replies += [reply for reply in _line(thread, comment) if reply["id"] not in have]
    return nest(roots, sorted(replies, key=lambda reply: int(reply["id"]))), following


def _one(thread: _Seen, comment_id: int) -> CommentSeen | None:
    found = _ONE.ask(site_id=thread.site_id, thread_id=thread.id, comment_id=comment_id)
    return found[0] if found else None


def _gone() -> NotFound:
    return NotFound("not_found", "There is no such comment in this discussion.")


def _sorted_page(
    thread: _Seen, sort: Sort, cursor: Cursor | None, *, is_around: bool = False
) -> tuple[list[Told], Cursor | None]:
    """The next roots and, if more follow, the cursor to them. Around a root the page begins with it, pinned or not."""
    at = {"id": cursor.id, "rank": cursor.rank} if cursor else {}
    found = _next_roots(sort, cursor is not None, is_around).ask(site_id=thread.site_id, thread_id=thread.id, **at)
    page = found[:ROOTS]
    last = page[-1] if len(found) > ROOTS else None
    following = Cursor(last.id, last.rank if sort == "best" else 0) if last else None
    return [present(row) for row in page], following


@cache
def _next_roots(sort: Sort, has_cursor: bool, is_around: bool) -> Question[CommentSeen]:
    rows = _ROOTS if is_around else _ROOTS.where(COMMENTS.pinned_at.is_(None))
    rank: BindParameter[int] = bindparam("rank")
    at: BindParameter[int] = bindparam("id")
    if sort == "best":
        mine, place = tuple_(COMMENTS.rank, COMMENTS.id), tuple_(rank, at)
        rows = rows.order_by(COMMENTS.rank.desc(), COMMENTS.id.desc())
        after = mine <= place if is_around else mine < place
    elif sort == "oldest":
        rows, after = rows.order_by(COMMENTS.id), COMMENTS.id >= at if is_around else COMMENTS.id > at
    else:
        rows, after = rows.order_by(COMMENTS.id.desc()), COMMENTS.id <= at if is_around else COMMENTS.id < at
    return Question((rows.where(after) if has_cursor else rows).limit(ROOTS + 1), CommentSeen._make)


_ONE = Question(SHOWN.where(COMMENTS.id == bindparam("comment_id")), CommentSeen._make)
_MINE = (COMMENTS.site_id == bindparam("site_id")) & (COMMENTS.id == bindparam("comment_id"))
_UP = select(COMMENTS.id, COMMENTS.parent_id).where(_MINE).cte("line", recursive=True)
_UP = _UP.union_all(
    select(COMMENTS.id, COMMENTS.parent_id).where(
        COMMENTS.site_id == bindparam("site_id"), COMMENTS.id == _UP.c.parent_id
    )
)
_LINE = Question(SHOWN.where(COMMENTS.id.in_(select(_UP.c.id)), COMMENTS.root_id.is_not(None)), CommentSeen._make)


def _line(thread: _Seen, comment: CommentSeen) -> list[Told]:
    """A reply and all that it answers, but the root; of an endless chain the end, hung on the root."""
    found = _LINE.ask(site_id=thread.site_id, thread_id=thread.id, comment_id=comment.id)
    told = [present(row) for row in sorted(found)[-DEEPEST:]]
    if told:
        told[0]["parent"] = comment.root_id
    return told


def _first_replies(thread: _Seen, roots: list[Told]) -> list[Told]:
    """One query: all replies of the roots that have few, and the first ones of each root that has many.

    They are sorted here: asked for an order by id, SQLite would walk through all comments of the site.
    """
    few = [root["id"] for root in roots if 0 < root["reply_count"] <= REPLIES]
    many = [root for root in roots if root["reply_count"] > REPLIES]
    if not few and not many:
        return []
    lists = -(-len(few) // ROOTS)
    few += few[-1:] * (lists * ROOTS - len(few))
    asked = {f"few_{place}": id_ for place, id_ in enumerate(few)}
    asked |= {f"many_{place}": root["id"] for place, root in enumerate(many)}
    found = sorted(_replies(lists, len(many)).ask(site_id=thread.site_id, thread_id=thread.id, **asked))
    return _cut(found, many)


def _cut(replies: list[CommentSeen], many: list[Told]) -> list[Told]:
    """Of the roots that have many replies the first ones, and where to go on."""
    kept: list[Told] = []
    below: dict[int | None, list[CommentSeen]] = {root["id"]: [] for root in many}
    for reply in replies:
        its = below.get(reply.root_id, [])
        its.append(reply)
        if len(its) <= REPLIES:
            kept.append(present(reply))
    for root in many:
        if len(its := below[root["id"]]) > REPLIES:
            root["more"] = str(Cursor(its[REPLIES - 1].id))
    return kept


@lru_cache(maxsize=100)
def _replies(lists: int, many: int) -> Question[CommentSeen]:
    """Of so many lists of roots, each as long as a page, and of so many roots with their own end."""
    parts: list[Any] = []
    for start in range(0, lists * ROOTS, ROOTS):
        few: list[BindParameter[int]] = [bindparam(f"few_{place}") for place in range(start, start + ROOTS)]
        parts.append(SHOWN.where(COMMENTS.root_id.in_(few)))
    for place in range(many):
        first = SHOWN.where(COMMENTS.root_id == bindparam(f"many_{place}")).order_by(COMMENTS.id)
        parts.append(select(first.limit(REPLIES + 1).subquery()))
    return Question(union_all(*parts) if len(parts) > 1 else parts[0], CommentSeen._make)
