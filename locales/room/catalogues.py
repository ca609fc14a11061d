"""`python -m locales.room.catalogues`: what the room says, read from templates and services into each language's .po.

What is translated already stays, what is no longer said goes. Translators work on the .po files with their own tools.
"""

from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from blueprints.words import babel_locale, codes
from config import ROOT

FOLDER = Path(__file__).parent
READERS = ("api", "avatars.py", "callbacks.py", "cli/**.py", "demo.py", "embed", "feeds")
"""What only readers, programs or the operator's shell are told."""
METHODS = [
    *((f"blueprints/{name}/**.py" if "." not in name else f"blueprints/{name}", "ignore") for name in READERS),
    ("services/discussion/**.py", "ignore"),
    ("services/reacting/**.py", "ignore"),
    ("services/sites/create_site.py", "ignore"),
    ("services/spam/evaluation/**.py", "ignore"),
    ("services/**.py", "python"),
    ("blueprints/**.py", "python"),
    ("jobs/**.py", "python"),
    ("templates/dashboard/**", "jinja2.ext:babel_extract"),
    ("templates/error.html", "jinja2.ext:babel_extract"),
]
REFUSALS = ("Malformed", "Unknown", "Forbidden", "NotFound", "Conflict", "Invalid", "TooMany")
KEYWORDS = (
    DEFAULT_KEYWORDS
    | dict.fromkeys(REFUSALS, (2,))
    | dict.fromkeys(("Sentence", "OutsideFailure"), (1,))
    | {"Conclusion": (2,)}
)
WRITTEN = datetime(2026, 11, 23, tzinfo=UTC)
"""Stands in each file, so that writing it anew changes only what has changed."""
WHO: dict[str, Any] = {
    "fuzzy": False,
    "header_comment": "# What the moderation room says.",
    "last_translator": "Chiosa",
    "language_team": "Chiosa",
}
OPTIONS = {"templates/**": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def said() -> Catalog:
    """All that the room says, in the order of the files."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, comment_tags=["Translators:"], directory_filter=_is_ours)
    for file, _, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalog.add(message, None, [(file, None)], auto_comments=comments, context=context)
    return catalog


def write_anew(code: str, template: Catalog) -> None:
    path = FOLDER / f"{code}.po"
    locale = babel_locale(code)
    catalog = read_po(path.open("rb"), locale=locale) if path.exists() else Catalog(locale=locale)
    told = Catalog(locale=locale, project="Chiosa", version="1", creation_date=WRITTEN, revision_date=WRITTEN, **WHO)
    for message in template:
        if message.id:
            kept = catalog.get(message.id, message.context)
            told.add(message.id, kept.string if kept else None, message.locations, context=message.context)
    with path.open("wb") as file:
        write_po(file, told, width=120)


def _is_ours(folder: str | PathLike[str]) -> bool:
    return not Path(folder).name.startswith((".", "node_modules"))


if __name__ == "__main__":
    template = said()
    for code in codes():
        if code != "en":
            write_anew(code, template)
    print(len(template), "texts in", len(codes()) - 1, "languages besides English")
