"""The pages for whoever runs and moderates a site, in their language: locales/room/<code>.po, English in the sources.

In a template {% trans %}, _() and ngettext() mark what is translated, `said` what a service says, `number` a number.
"""

import gettext as catalogues
import logging
from functools import cache
from io import BytesIO
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, request

from config import ROOT
from models.sentence import Sentence

from .words import Words, known

log = logging.getLogger(__name__)
FOLDER = ROOT / "locales" / "room"
ISOLATED, ISOLATED_NO_MORE = "\u2068", "\u2069"


def init_app(app: Flask) -> None:
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.filters.update(said=said, number=number)
    app.jinja_env.globals.update(language=language, _=app.jinja_env.globals["gettext"])


def language() -> Words:
    """What the signed-in person chose, else what their browser asks for, else English."""
    chosen: Words | None = g.get("language")
    if chosen is None:
        account = g.get("account")
        asked = [account.language] if account and account.language else request.accept_languages.values()
        chosen = g.language = Words(next(filter(None, map(known, asked)), "en"))
    return chosen


def gettext(text: str) -> str:
    return _catalogue(language().code).gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue(language().code).ngettext(one, many, count)


def said(text: str) -> str:
    """What a service says in English, in the language of whoever looks; as it is, where nobody has translated it."""
    if not isinstance(text, Sentence):
        return gettext(text)
    values = {name: _shown(value) for name, value in text.values.items()}
    return gettext(text.pattern) % values if values else gettext(text.pattern)


def number(value: int) -> str:
    return language().number(value)


def _shown(value: Any) -> str:
    """Of what people wrote nothing is translated, even if it is a word of ours: only a sentence within a sentence."""
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, Sentence):
        return said(value)
    return number(value) if isinstance(value, int) else _apart(str(value))


def _apart(value: str) -> str:
    """Where letters run from right to left, a name or an address that runs otherwise must not tear the sentence."""
    return f"{ISOLATED}{value}{ISOLATED_NO_MORE}" if language().dir == "rtl" else value


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    try:
        with (FOLDER / f"{code}.po").open("rb") as file:
            told = read_po(file, locale=None, abort_invalid=True)
    except (OSError, ValueError) as error:
        if code != "en":
            log.error("the room's words in %s can't be read, English stands in: %s", code, error)
        return catalogues.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, told)
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
