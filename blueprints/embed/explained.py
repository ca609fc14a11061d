"""Refusals on the page without a script: by their codes, in the page's language."""

import re
from dataclasses import dataclass
from datetime import timedelta

from babel.dates import format_timedelta
from flask import render_template, request
from sqlalchemy.exc import SQLAlchemyError

from blueprints.words import Words
from models import Site
from services.errors import Refusal

from .here import Here, asked_language, words_for

MOST = {"name": 245, "email": 100, "website": 200, "answer": 200}
SHOWN = ("name", "email", "website", "text", "answer")


@dataclass(frozen=True)
class Explained:
    """What is wrong with a form: in general, beside its fields, and where no field of the form is at fault."""

    message: str
    fields: dict[str, str]
    others: list[str]

    @property
    def first(self) -> str:
        """The field that the reader is led to."""
        return next((name for name in SHOWN if name in self.fields), "")


def explain_refusal(here: Here, refusal: Refusal) -> Explained:
    told = {
        name: here.words.say(f"write.fields.{code}", n=MOST.get(name, here.site.text_max))
        for name, code in (refusal.fields or {}).items()
    }
    return Explained(
        message=explain(here.words, refusal.code, refusal.message, "write", "read"),
        fields={name: text for name, text in told.items() if name in SHOWN},
        others=[text for name, text in told.items() if name not in SHOWN],
    )


def explain(words: Words, code: str, message: str, *groups: str, retry_after: int | None = None) -> str:
    """What an error's code means, in the first of the groups that has words for it; else as the service says it."""
    seconds = timedelta(seconds=retry_after or 0)
    when = (
        format_timedelta(seconds, add_direction=True, locale=words.locale) if retry_after else words.say("read.later")
    )
    return next((text for group in groups if (text := words.say(f"{group}.errors.{code}", when=when))), message)


def refusal_page(status: int, code: str, message: str, retry_after: int | None) -> str:
    """The page of an error, with what was written in the form that met it."""
    words, is_post = _words(), request.method == "POST"
    groups = ("write", "read") if is_post else ("read", "write")
    return render_template(
        "embed/refused.html",
        status=status,
        w=words,
        message=explain(words, code, message, *groups, retry_after=retry_after),
        told=message if code == "internal" else "",
        text=request.form.get("text", "") if is_post and status != 413 else "",
    )


def _words() -> Words:
    """Whatever is wrong with the address, or with the database: there are words to say so."""
    try:
        key = request.args.get("site", "")
        site = Site.by_key(key) if re.fullmatch(r"[a-z0-9-]{1,63}", key) else None
        return words_for(site, asked_language())
    except (SQLAlchemyError, UnicodeDecodeError):
        return words_for(None)
