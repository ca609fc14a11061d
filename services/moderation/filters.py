"""Each thing that a query asks for, twice: as what must hold of a comment, and as the comments that an index names.

What must hold is asked of one comment at a time, by subqueries that no database turns into a walk through a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, collate, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from models import Comment, LinkedDomain, Origin, Report, SearchText, Signal, Thread, db
from services.text.networks import spanned
from services.text.search_entry import address_word, author_words, domain_word
from services.text.search_terms import Term, terms

from .query import Query, domain_of

LONG = 3
"""A beginning of fewer letters is in too many words to look it up."""


@dataclass(frozen=True, slots=True)
class Filter:
    holds: ColumnElement[bool]
    ids: Select[int] | None = None
    """From an index: the numbers of all comments of the site of which it holds, and perhaps of some more."""
    fewer: Select[int] | None = None
    """The same with less besides, but dearer: all words that begin so are gathered for it."""


def filters(site_id: int, query: Query) -> list[Filter]:
    return list(_filters(site_id, query))


def has_status(site_id: int, status: str) -> ColumnElement[bool]:
    if status == "reported":
        about = select(Report.id).where(
            Report.site_id == site_id, Report.comment_id == Comment.id, Report.settled_at.is_(None)
        )
        return (Comment.status == "published") & _some(about)
    return Comment.status.in_(statuses(status))


def statuses(status: str) -> tuple[str, ...]:
    """What stands in the column, of what is called so in the room."""
    return {
        "pending": ("pending", "checking"),
        "reported": ("published",),
        "all": ("pending", "checking", "published", "rejected", "spam", "deleted"),
    }.get(status, (status,))


def _filters(site_id: int, query: Query) -> Iterator[Filter]:
    if query.status == "reported":
        standing = (Report.site_id == site_id) & Report.settled_at.is_(None)
        yield Filter(true(), select(Report.comment_id).where(standing))
    yield from _of_text(site_id, query)
    if query.domain:
        yield _domain(site_id, domain_of(query.domain))
    if query.network:
        yield _network(site_id, query.network)
    if query.page:
        yield _page(site_id, query.page)
    if query.signal:
        yield _signal(site_id, query.signal)
    if query.since or query.until:
        yield _days(site_id, query)


def _of_text(site_id: int, query: Query) -> Iterator[Filter]:
    """What the search text says, which is looked at once for all of it. What is likely to be in the fewest is first."""
    asked = []
    if query.email:
        asked.append([Term((_email_word(query.email),))])
    if query.author:
        asked.append([Term(tuple(author_words(query.author)), is_beginning=True)])
    if query.words:
        asked.append(terms(query.words))
    if not all(asked):
        yield Filter(false())
    elif asked:
        said = [_says(term) for several in asked for term in several]
        holds = _some(select(SearchText.id).where(SearchText.id == Comment.id, *said))
        first, *others = (_named(site_id, several) for several in asked)
        yield Filter(holds, *first)
        yield from (Filter(true(), *named) for named in others)


def _says(term: Term) -> ColumnElement[bool]:
    said = SearchText.says(" ".join(term.words), is_beginning=term.is_beginning)
    return ~said if term.is_excluded else said


def _named(site_id: int, asked: list[Term]) -> tuple[Select[int] | None, Select[int] | None]:
    """From the index: those with all whole words, and those with the words that are only begun as well."""
    wanted = [term for term in asked if not term.is_excluded]
    whole = {word for term in wanted for word in (term.words[:-1] if term.is_beginning else term.words)}
    beginning = next((term.words[-1] for term in wanted if term.is_beginning), None)
    if whole:
        fewer = SearchText.holding(site_id, whole, beginning) if beginning and len(beginning) >= LONG else None
        return SearchText.holding(site_id, whole), fewer
    return SearchText.holding(site_id, [], beginning) if beginning else None, None


def _email_word(email: str) -> str:
    return domain_word(email[1:]) if email.startswith("@") else address_word(email)


def _domain(site_id: int, domain: str) -> Filter:
    leads = select(LinkedDomain.id).where(
        LinkedDomain.site_id == site_id, LinkedDomain.comment_id == Comment.id, LinkedDomain.domain == domain
    )
    ids = select(LinkedDomain.comment_id).where(LinkedDomain.site_id == site_id, LinkedDomain.domain == domain)
    return Filter(_some(leads), ids)


def _network(site_id: int, network: str) -> Filter:
    kind, values = spanned(network) or ("ip", [])
    column: InstrumentedAttribute[str | None] | InstrumentedAttribute[str]
    column = Origin.ip if kind == "ip" else Origin.network
    came = (Origin.site_id == site_id) & column.in_(values)
    ids = select(_unsorted(Origin.comment_id)).where(came)
    return Filter(_some(select(Origin.id).where(came, Origin.comment_id == Comment.id)), ids)


def _page(site_id: int, part: str) -> Filter:
    where = or_(*(_contains(column, part) for column in (Thread.url, Thread.title)))
    threads = db.session.scalars(select(Thread.id).where(Thread.site_id == site_id, where)).all()
    under = Comment.thread_id.in_(threads)
    return Filter(under, select(_unsorted(Comment.id)).where(Comment.site_id == site_id, under))


def _contains(column: InstrumentedAttribute[str], part: str) -> ColumnElement[bool]:
    """Whatever the case of A to Z; of other letters both databases would have to know the same."""
    if db.session.get_bind().dialect.name != "postgresql":
        return column.contains(part, autoescape=True)
    return func.lower(collate(column, "C")).contains(_lower(part), autoescape=True)


def _lower(text: str) -> str:
    return "".join(each.lower() if each.isascii() else each for each in text)


def _signal(site_id: int, check: str) -> Filter:
    against = (Signal.site_id == site_id) & (Signal.check == check) & (Signal.score > 0)
    ids = select(Signal.comment_id).where(against)
    return Filter(_some(select(Signal.id).where(against, Signal.comment_id == Comment.id)), ids)


def _days(site_id: int, query: Query) -> Filter:
    within = Comment.created_at >= midnight(query.since or date(1970, 1, 1))
    if query.until:
        within &= Comment.created_at < midnight(query.until) + timedelta(days=1)
    wanted = (Comment.site_id == site_id) & Comment.status.in_(statuses(query.status))
    ids = select(_unsorted(Comment.id)).where(wanted, within)
    return Filter(within, ids)


def _unsorted(number: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The same number, but no column: so SQLite takes the index of what is asked for, not that of the order."""
    return (number + 0).label("id")


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _some(rows: Select[int]) -> ColumnElement[bool]:
    return rows.limit(1).correlate(Comment).scalar_subquery().is_not(None)
