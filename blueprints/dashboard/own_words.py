"""A site's own words in place of ours: typed or brought as a file."""

import json
import logging
from typing import Any

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from blueprints.languages import language
from blueprints.words import changeable, own_names
from models import Sentence, Site
from services.errors import Invalid
from services.sites.own_words import set_words

from . import blp
from .guard import needs
from .page import render_room

log = logging.getLogger(__name__)
Page = tuple[str, int]


@blp.get("/settings/words")
@needs("owner")
def show_words() -> Page:
    words = Site.of(g.moderator.site_id).words
    return _show(json.dumps(words, ensure_ascii=False, indent=2) if words else "")


@blp.post("/settings/words")
@needs("owner")
def save_words() -> Page | Response:
    """A file goes before what was typed; nothing at all means our words again."""
    text = _brought()
    try:
        set_words(Site.of(g.moderator.site_id), _read(text), changeable(), moderator_id=g.moderator.id)
    except Invalid as refusal:
        return _show(text, refusal.message)
    log.info("moderator %s: changed the site's own words", g.moderator.id)
    flash({"kind": "words_saved"})
    return redirect(url_for("room.show_words"), 303)


def _brought() -> str:
    file = request.files.get("file")
    brought = file.read().decode("utf-8-sig", "replace") if file else ""
    return brought if brought.strip() else request.form.get("words", "")


def _read(text: str) -> Any:
    try:
        return json.loads(text.strip() or "{}")
    except (ValueError, RecursionError) as error:
        raise Invalid("invalid", _unread(error), fields={"words": "not_allowed"}) from None


def _unread(error: Exception) -> Sentence:
    if isinstance(error, json.JSONDecodeError):
        place = {"line": error.lineno, "column": error.colno}
        return Sentence("This is no JSON. The first mistake stands in line %(line)s, at character %(column)s.", **place)
    return Sentence("This is no JSON that could be read: it nests too deeply, or holds too long a number.")


def _show(text: str, wrong: str = "") -> Page:
    ours, languages = changeable(language().code), own_names()
    page = render_room("dashboard/own_words.html", text=text, wrong=wrong, ours=ours, languages=languages)
    return page, 422 if wrong else 200
