"""The first steps of a comment's life: checked, rendered, stored with what is owed for it, all or nothing."""

import hashlib
import json
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam

from models import Comment, Origin, Person, Receipt, Signal, Site, Thread, UsedForm, Verdict, db, owe, transaction
from models.base import insert_new, new_number, send
from models.storing import store_all
from services.errors import Conflict, Invalid
from services.identity.bans import refuse_banned
from services.identity.tokens import Form, Visitor
from services.pages import Page, open_thread
from services.spam import checks, verdict, waiting
from services.spam.case import Case
from services.spam.judge import follow, judge_new
from services.spam.networks import network_of
from services.spam.outside.asked import is_asked, owe_checks
from services.spam.traces import note
from services.spam.work import State
from services.text import plain
from services.text.links import web_link
from services.writing.rendering import rendered


@dataclass(frozen=True, slots=True)
class Draft:
    """What the reader wrote, as typed."""

    text: str
    name: str = ""
    email: str | None = None
    website: str | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Where it came from: the commenter's own request, which Akismet judges by."""

    visitor: Visitor
    ip: str
    user_agent: str = ""
    referrer: str = ""
    is_new: bool = False
    """The browser brought no token, so the visitor's name is one that we have just made up."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form it was written on, if one was opened, what stood in its trap field, and what became of its work."""

    form: Form | None = None
    trap_content: str = ""
    work: State = "missing"


def post_comment(site: Site, page: Page, draft: Draft, sender: Sender, sheet: Sheet, key: str | None = None) -> Comment:
    """Store a comment or a reply and judge it as far as local checks can.

    With `key` (the Idempotency-Key) a repeated call returns the first comment and stores nothing.
    Raises Invalid (a field), Forbidden (a foreign page, somebody banned) and Conflict (closed, duplicate, used form,
    other parent).
    """
    html = rendered(site, draft.text)
    with transaction(keeping=site):
        if key and (first := _first_with(site, page, draft, sender, key)):
            return first
        known = refuse_banned(site.id, sender.visitor.name)
        thread = open_thread(site, page)
        parent = _parent(thread, draft.parent_id)
        comment = _written(site, thread, parent, draft, html)
        _refuse_duplicate(comment, sender)
        _use_up(site, sheet.form)
        person = known or _new_person(site, sender.visitor)
        _sign(comment, person)
        origin = _origin(comment, sender, sheet, page)
        _judge_and_store(_case(site, thread, comment, origin, person, sheet, is_first=known is None))
        if key:
            Receipt.fill_in(site.id, _whose(sender), key, comment.id)
    return comment


def _first_with(site: Site, page: Page, draft: Draft, sender: Sender, key: str) -> Comment | None:
    """The comment that came with this key before; None, and from now on the key is taken, if none did."""
    said = json.dumps([page.address, asdict(draft)], sort_keys=True)
    body_hash = hashlib.sha256(said.encode()).hexdigest()
    if insert_new(Receipt, site_id=site.id, sender=_whose(sender), key=key, body_hash=body_hash):
        return None
    receipt = Receipt.of(site.id, _whose(sender), key)
    if receipt.body_hash != body_hash:
        raise Invalid(
            "key_reused", "The Idempotency-Key was used for another comment. Make a new one for each comment."
        )
    return _first_of(receipt)


def _whose(sender: Sender) -> str:
    return sender.ip if sender.is_new else sender.visitor.name


def _first_of(receipt: Receipt) -> Comment:
    comment = Comment.of(receipt.site_id, receipt.comment_id) if receipt.comment_id else None
    if comment is None:
        raise Conflict("not_found", "The comment that was sent with this key is gone.")
    return comment


def _parent(thread: Thread, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = Comment.of(thread.site_id, parent_id)
    if parent is None or parent.thread_id != thread.id:
        message = "The comment that you reply to is not in this discussion."
        raise Invalid("invalid", message, fields={"parent": "not_in_thread"})
    if not parent.is_published:
        raise Conflict("parent_gone", "The comment that you reply to is no longer here.")
    return parent


def _written(site: Site, thread: Thread, parent: Comment | None, draft: Draft, html: str) -> Comment:
    return Comment(
        site_id=site.id,
        thread_id=thread.id,
        parent_id=parent.id if parent else None,
        root_id=(parent.root_id or parent.id) if parent else None,
        author_name=plain.one_line(draft.name),
        author_email=draft.email or None,
        author_website=web_link(draft.website) if draft.website else None,
        source=draft.text,
        html=html,
        fingerprint=plain.fingerprint(draft.text),
    )


def _refuse_duplicate(comment: Comment, sender: Sender) -> None:
    """The same person has sent the same text to the same discussion, whatever became of it."""
    said = {"site_id": comment.site_id, "thread_id": comment.thread_id, "fingerprint": comment.fingerprint}
    told = said | {"visitor": sender.visitor.name, "ip": sender.ip, "name": comment.author_name}
    if send(_SAME, told).scalar() is not None:
        raise Conflict("duplicate", "You have said that already: the same comment is here or waits to be read.")


def _use_up(site: Site, form: Form | None) -> None:
    if form and not insert_new(UsedForm, site_id=site.id, nonce=form.nonce):
        raise Conflict(
            "form_used", "This form has brought its comment. Ask for a new one.", fields={"form": "not_allowed"}
        )


def _new_person(site: Site, visitor: Visitor) -> Person:
    """Or somebody who has become known in this very moment, by another comment."""
    if number := new_number(Person, site_id=site.id, visitor=visitor.name):
        return Person(id=number, site_id=site.id, visitor=visitor.name)
    person = Person.by_visitor(site.id, visitor.name)
    assert person is not None
    return person


def _sign(comment: Comment, person: Person) -> None:
    """What is proven of a person stands in place of what was typed."""
    comment.person_id, comment.badge = person.id, person.badge
    if person.name:
        comment.author_name, comment.author_email, comment.author_website = person.name, person.email, None


def _origin(comment: Comment, sender: Sender, sheet: Sheet, page: Page) -> Origin:
    return Origin(
        site_id=comment.site_id,
        ip=sender.ip,
        network=network_of(sender.ip),
        user_agent=sender.user_agent,
        referrer=sender.referrer,
        permalink=page.url,
        trap_name=sheet.form.trap_name if sheet.form else "",
        trap_content=sheet.trap_content,
    )


def _case(
    site: Site, thread: Thread, comment: Comment, origin: Origin, person: Person, sheet: Sheet, *, is_first: bool
) -> Case:
    if sheet.form is None:
        return Case(site, thread, comment, origin, person, None, is_first=is_first)
    age, moved = sheet.form.age, sheet.form.moved
    return Case(site, thread, comment, origin, person, age, work=sheet.work, moved=moved, is_first=is_first)


def _judge_and_store(case: Case) -> None:
    """The local verdict where it is certain or where nobody else is asked; else the word of those outside is owed."""
    site, comment, signals = case.site, case.comment, checks.examine(case)
    if is_asked(site) and not verdict.is_decisive(signals):
        comment.status, comment.waits_for = "checking", waiting.UNASKED
        _store(case, signals)
        owe_checks(site, comment.id, form_age=case.form_age, has_script=case.work == "done" or None)
    else:
        found = judge_new(site, comment, None if case.is_first else case.person, signals)
        _store(case, signals, found)
        follow(site, comment, found)


def _store(case: Case, signals: list[Signal], *found: Verdict) -> None:
    """The comment and all that belongs to it."""
    site, comment = case.site, case.comment
    comment.begin(case.thread)
    its: tuple[Origin | Signal | Verdict, ...] = (case.origin, *signals, *found)
    for row in its:
        row.comment_id = comment.id
    for rows in ([case.origin], signals, found):
        store_all(rows)
    note(comment)
    if site.gravatar and comment.author_email:
        owe(site.id, comment.id, "avatar")


_BY_VISITOR = db.select(Person.id).where(Person.site_id == bindparam("site_id"), Person.visitor == bindparam("visitor"))
_BY_ADDRESS = db.select(Origin.comment_id).where(Origin.site_id == bindparam("site_id"), Origin.ip == bindparam("ip"))
_IS_THEIRS = Comment.person_id.in_(_BY_VISITOR) | (
    Comment.id.in_(_BY_ADDRESS) & (Comment.author_name == bindparam("name"))
)
_SAME = (
    db.select(Comment.id)
    .where(Comment.site_id == bindparam("site_id"), Comment.fingerprint == bindparam("fingerprint"))
    # Plus nothing, so that SQLite looks for the text and does not walk through the discussion.
    .where(Comment.thread_id + 0 == bindparam("thread_id"), _IS_THEIRS, Comment.status != "deleted")
    .limit(1)
)
