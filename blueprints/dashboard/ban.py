"""Ban the author of a comment, or block what it has: first what else that would hit, then the doing."""

import logging
import re
from dataclasses import dataclass

from flask import flash, g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from models import BlockedTerm, Comment, Origin, Sentence, Site
from services.errors import Invalid, NotFound
from services.moderation import blocked as blocklist
from services.moderation.ban import DAYS, author_of, ban, unban
from services.moderation.queue import read_item
from services.sites.change_site import ACTIONS, TERM_MOST, block, blocked_as, unblock

from . import blp
from .page import render_room
from .view import local_path, typed

log = logging.getLogger(__name__)
ONE = "<int(max=999999999999999):comment_id>"
KINDS = ("domain", "word", "network", "email")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be blocked, as a form says it: one of those on offer (`what`), or a kind and a term."""

    kind: str
    term: str
    action: str

    @classmethod
    def of(cls, form: "dict[str, str]") -> "Asked":
        """Raises Invalid."""
        kind, _, offered = form.get("what", "").partition(":")
        kind, term = (kind, offered) if offered else (form.get("kind", "word"), form.get("term", ""))
        action = form.get("action", "spam")
        if kind not in KINDS or action not in ACTIONS:
            raise Invalid("invalid", "That can't be blocked.", fields={"kind": "not_allowed"})
        return cls(kind, blocked_as(kind, typed(term, TERM_MOST + 1)), action)


@dataclass(frozen=True, slots=True)
class Looked:
    """Which of the terms and bans: what they hold, and how far one has read in either list."""

    q: str = ""
    terms: int | None = None
    bans: blocklist.Place | None = None

    @classmethod
    def read(cls, query: MultiDict[str, str]) -> "Looked":
        """Raises NotFound for what no page of ours asks."""
        terms, bans = query.get("terms", ""), query.get("bans", "")
        place = blocklist.Place.read(bans) if bans else None
        if not re.fullmatch(r"[0-9]{0,15}", terms) or (bans and place is None):
            raise NotFound("not_found", "There is no such part of what is blocked.")
        return cls(typed(query.get("q", ""), TERM_MOST), int(terms) if terms else None, place)

    def at(self, **changes: str | None) -> str:
        places = {"q": self.q or None, "terms": self.terms, "bans": self.bans}
        return url_for("room.terms", **(places | changes))


@blp.get(f"/comments/{ONE}/block")
def show_block(comment_id: int) -> str:
    site_id = g.moderator.site_id
    comment, item = Comment.of(site_id, comment_id), read_item(site_id, comment_id)
    if comment is None or item is None or comment.status == "deleted":
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
    return render_room(
        "dashboard/block.html",
        item=item,
        author=author_of(site_id, comment),
        offers=blocklist.suggested(comment, Origin.of(site_id, comment_id)),
        times=DAYS,
        back=local_path(request.args.get("back", "")),
    )


@blp.post(f"/comments/{ONE}/ban")
def ban_author(comment_id: int) -> Response:
    time = request.form.get("time", "")
    outcome = ban(g.moderator, comment_id, time, takes_waiting="waiting" in request.form)
    log.info("moderator %s: banned the author of comment %s: %s", g.moderator.id, comment_id, time)
    undo_url = url_for("room.undo_decision", batch=outcome.batch) if outcome and outcome.changed else None
    taken = len(outcome.changed) if outcome else 0
    flash({"kind": "banned", "time": time, "count": taken, "undo_url": undo_url})
    return redirect(local_path(request.form.get("back", "")), 303)


@blp.post("/blocked/people/<int(max=999999999999999):person_id>/unban")
def unban_person(person_id: int) -> Response:
    unban(g.moderator, person_id)
    log.info("moderator %s: took the ban of person %s back", g.moderator.id, person_id)
    flash({"kind": "unbanned"})
    return redirect(url_for("room.terms"), 303)


@blp.get("/blocked")
def terms() -> str:
    """Both lists go on by themselves, a hundred at a time."""
    site_id, asked = g.moderator.site_id, Looked.read(request.args)
    return render_room(
        "dashboard/blocked.html",
        asked=asked,
        terms=blocklist.terms(site_id, asked.q, before=asked.terms),
        bans=blocklist.bans(site_id, asked.q, before=asked.bans),
        q=asked.q,
        kinds=KINDS,
    )


@blp.get("/blocked/new")
def preview_block() -> str:
    """Of the newest thousand comments those that have it, before anything is saved."""
    asked, site = Asked.of(request.args), Site.of(g.moderator.site_id)
    hits = blocklist.would_hit(site, asked.kind, asked.term)
    back = local_path(request.args.get("back", ""))
    return render_room("dashboard/block_ask.html", asked=asked, hits=hits, back=back)


@blp.post("/blocked")
def block_term() -> Response:
    asked, site = Asked.of(request.form), Site.of(g.moderator.site_id)
    hits = blocklist.would_hit(site, asked.kind, asked.term) if "waiting" in request.form else None
    block(site, asked.kind, asked.term, asked.action, moderator_id=g.moderator.id)
    outcome = blocklist.take_waiting(g.moderator, hits) if hits and asked.action == "spam" else None
    log.info("moderator %s: blocks %s %r: %s", g.moderator.id, asked.kind, asked.term, asked.action)
    undo_url = url_for("room.undo_decision", batch=outcome.batch) if outcome and outcome.changed else None
    taken = len(outcome.changed) if outcome else 0
    flash({"kind": "blocked", "term": asked.term, "action": asked.action, "count": taken, "undo_url": undo_url})
    return redirect(local_path(request.form.get("back", "") or url_for("room.terms")), 303)


@blp.post("/blocked/<int(max=999999999999999):term_id>/remove")
def remove_term(term_id: int) -> Response:
    gone: BlockedTerm = unblock(g.moderator.site_id, term_id, moderator_id=g.moderator.id)
    log.info("moderator %s: no longer blocks %s %r", g.moderator.id, gone.kind, gone.term)
    flash({"kind": "unblocked", "term": gone.term})
    return redirect(url_for("room.terms"), 303)
