"""One's own comment, changed or taken away by who wrote it, within the site's time."""

from models import Comment, Person, Revision, Signal, Site, cancel, db, transaction
from models.erasing import erase
from models.origin import Origin
from services.errors import Conflict, Forbidden, NotFound
from services.identity.bans import refuse_banned
from services.identity.tokens import Visitor
from services.pages import why_closed
from services.spam import checks, verdict, waiting
from services.spam.case import Case
from services.spam.judge import judge
from services.spam.outside.asked import is_asked, owe_checks_anew
from services.writing.rendering import rendered
from services.writing.rewrite import rewrite


def edit_comment(site: Site, comment_id: int, visitor: Visitor, text: str) -> Comment:
    """Put another text in place of the one that stands there, keep that for the moderators, and judge it again.

    The same text changes nothing. Raises Invalid (the text), NotFound, Forbidden (another's), Conflict (too late, or a
    moderator has changed it: that word is the last).
    """
    html = rendered(site, text)
    with transaction():
        refuse_banned(site.id, visitor.name)
        comment, person = _own(site, comment_id, visitor)
        if text == comment.source:
            return comment
        if Revision.by_moderator(site.id, comment.id):
            raise Conflict("too_late", "A moderator has changed this comment, so it can't be changed any more.")
        rewrite(comment, text, html)
        # What is spam stays it, whatever is written over it; and its author learns nothing from that.
        if comment.status != "spam":
            _judge_again(site, comment, person)
    return comment


def delete_comment(site: Site, comment_id: int, visitor: Visitor) -> Comment:
    """Take it away at once: text, name, e-mail address, origin and former texts are gone; replies stay.

    Raises NotFound, Forbidden (another's), Conflict (too late).
    """
    with transaction():
        comment, _ = _own(site, comment_id, visitor)
        comment.become("deleted")
        for kind in ("check", "spam", "ham"):
            cancel(site.id, comment.id, kind)
        erase(comment)
    return comment


def _own(site: Site, comment_id: int, visitor: Visitor) -> tuple[Comment, Person]:
    comment = Comment.locked(site.id, [comment_id]).get(comment_id)
    person = Person.by_visitor(site.id, visitor.name)
    is_theirs = comment is not None and person is not None and comment.person_id == person.id
    if comment is None or (not is_theirs and not comment.is_shown):
        raise NotFound("not_found", "There is no such comment here.")
    if person is None or not is_theirs:
        raise Forbidden("not_yours", "Only who wrote this comment can change it.")
    if comment.may_change_until(site.edit_minutes) is None or why_closed(site, comment.thread):
        raise Conflict("too_late", "The time for changes is over.")
    return comment, person


def _judge_again(site: Site, comment: Comment, person: Person) -> None:
    """As a new comment. What was said of how it was sent still holds; what was said of its text does not."""
    comment.become("checking", waits_for=waiting.EDITED)
    origin = Origin.of(site.id, comment.id)
    former = (Signal.site_id == site.id) & (Signal.comment_id == comment.id) & Signal.check.not_in(checks.OF_SENDING)
    db.session.execute(db.delete(Signal).where(former))
    if origin:
        db.session.add_all(checks.examine_text(Case(site, comment.thread, comment, origin, person, None)))
    db.session.flush()
    signals = Signal.of(site.id, comment.id)
    cancel(site.id, comment.id, "check")
    cancel(site.id, comment.id, "discard")
    if origin and is_asked(site) and not verdict.is_decisive(signals):
        owe_checks_anew(site, comment.id, recheck_reason="edit")
    else:
        judge(site, comment, person, signals)
