"""Which comments a moderator looks at, as it stands in the address."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from services.errors import Invalid, NotFound
from services.moderation.query import Query, wrong_in
from services.text.networks import spanned

TABS = ("pending", "reported", "published", "spam", "rejected", "deleted")
EVERYWHERE = "all"
SEARCH_MOST = 200
NUMBER = re.compile(r"[0-9]{1,15}")
NARROWING = ("q", "author", "email", "domain", "network", "page", "signal", "since", "until")


@dataclass(frozen=True, slots=True)
class View:
    """Each field as it was typed."""

    status: str = "pending"
    q: str = ""
    author: str = ""
    email: str = ""
    domain: str = ""
    network: str = ""
    page: str = ""
    signal: str = ""
    since: str = ""
    until: str = ""
    before: int | None = None

    @classmethod
    def asked(cls, query: MultiDict[str, str]) -> "View":
        """Raises NotFound for a status or a cursor that does not exist. Control characters in a search are left out.

        An address, a network or a link in the field for words is looked for as what it is.
        """
        status, before = query.get("status", "pending"), query.get("before")
        if status not in (*TABS, EVERYWHERE) or (before is not None and not NUMBER.fullmatch(before)):
            raise NotFound("not_found", "There is no such list of comments.")
        said = {name: typed(query.get(name, ""), SEARCH_MOST) for name in NARROWING}
        kind = _kind_of(said["q"])
        if kind != "q" and not said[kind]:
            said = said | {kind: said["q"], "q": ""}
        return cls(status, **said, before=int(before) if before else None)

    @property
    def query(self) -> Query:
        """Raises Invalid, with the code of each field, for what can't be looked for."""
        if wrong := self.wrong:
            raise Invalid("invalid", "The search can't be read as it is.", fields=wrong)
        return self._query()

    @property
    def wrong(self) -> dict[str, str]:
        """The code of each field that can't be read, by its name here."""
        days = {
            name: "not_a_day" for name in ("since", "until") if getattr(self, name) and not _day(getattr(self, name))
        }
        names = {"words": "q"}
        return days or {names.get(field, field): code for field, code in wrong_in(self._query()).items()}

    @property
    def is_narrowed(self) -> bool:
        return any(name for name, _ in self.chips())

    def chips(self) -> Iterator[tuple[str, str]]:
        """What the comments are narrowed by: the name of each field and what was typed."""
        return ((name, getattr(self, name)) for name in NARROWING if getattr(self, name))

    def fields(self) -> list[tuple[str, str]]:
        """The view as fields of a form, by their names in the address."""
        return [(name, str(value)) for name, value in asdict(self).items() if value and name != "before"]

    def address(self, **changes: Any) -> str:
        """A change of status or search begins at the newest comment again."""
        view = replace(self, **({"before": None} | changes))
        return url_for("room.queue", **{name: value for name, value in asdict(view).items() if value})

    def without(self, name: str) -> str:
        return self.address(**{name: ""})

    @property
    def here(self) -> str:
        return self.address(before=self.before)

    @classmethod
    def of_kept(cls, query: dict[str, Any]) -> "View":
        """A query as it is kept."""
        return cls(**{{"words": "q"}.get(name, name): value for name, value in query.items()})

    def _query(self) -> Query:
        same = {name: getattr(self, name) for name in ("status", *NARROWING) if name not in ("q", "since", "until")}
        return Query(words=self.q, since=_day(self.since), until=_day(self.until), **same)


def local_path(path: str) -> str:
    """The path, if it leads into the room; else the queue. So nobody is sent elsewhere by a link that we made."""
    return path if re.fullmatch(r"/room/[^\\\x00-\x20\x7f]*", path) else url_for("door.rooms")


def typed(text: str, most: int) -> str:
    """One line as a person typed it: no control characters, no more than `most` characters."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()[:most]


def _kind_of(said: str) -> str:
    if said.startswith(("/", "http://", "https://")):
        return "page"
    if said.startswith("@") and "." in said:
        return "email"
    is_address = (said.count(".") == 3 or said.count(":") > 1) and not re.search(r"[^0-9a-fA-F.:/]", said)
    return "network" if is_address and spanned(said) else "q"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if len(written) == len("2026-01-31") else None
    except ValueError:
        return None
