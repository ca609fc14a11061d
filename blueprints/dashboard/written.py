"""What a moderator has typed on a page of the room: a text, and the comment as they saw it."""

import re

from flask import g, request

from models import Sentence
from services.errors import Conflict, Invalid, NotFound, Refusal
from services.moderation.decide import Choice
from services.moderation.queue import Item, read_item
from services.text import plain


def typed_text() -> str:
    """As it was typed. A browser ends the lines of a form's text by CR LF. Raises Invalid for what is no text."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    if plain.has_controls(text) or not plain.is_unicode(text):
        raise Invalid("invalid", "There are characters in it that are no text.", fields={"text": "control_characters"})
    return text


def seen(comment_id: int) -> Choice:
    """Raises Invalid where the page's version is missing."""
    version = request.form.get("version", "")
    if not re.fullmatch(r"[0-9]{1,9}", version):
        raise Invalid("invalid", "A comment is chosen by its number and version.", fields={"version": "wrong_type"})
    return Choice(comment_id, int(version))


def item_of(comment_id: int) -> Item:
    """The comment that is written about. Raises NotFound for one that is none, or is deleted."""
    item = read_item(g.moderator.site_id, comment_id)
    if item is None or item.comment.status == "deleted":
        raise NotFound("not_found", Sentence("There is no comment %(number)s here.", number=str(comment_id)))
    return item


def status_of(refusal: Refusal | None) -> int:
    """Of the page that shows once more what was typed, with what is wrong."""
    return 422 if isinstance(refusal, Invalid) else 409 if isinstance(refusal, Conflict) else 200
