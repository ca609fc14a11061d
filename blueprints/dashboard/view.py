"""Which part of the queue a moderator looks at, as it stands in the address."""

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from services.errors import NotFound

TABS = ("pending", "reported", "published", "spam", "rejected", "deleted")
SEARCH_MOST = 200
NUMBER = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class View:
    status: str = "pending"
    q: str = ""
    before: int | None = None

    @classmethod
    def asked(cls, query: MultiDict[str, str]) -> "View":
        """Raises NotFound for a status or a cursor that does not exist. Control characters in a search are left out."""
        status, before = query.get("status", "pending"), query.get("before")
        if status not in TABS or (before is not None and not NUMBER.fullmatch(before)):
            raise NotFound("not_found", "There is no such list of comments.")
        return cls(status, typed(query.get("q", ""), SEARCH_MOST), int(before) if before else None)

    def address(self, **changes: Any) -> str:
        """A change of status or search begins at the newest comment again."""
        view = replace(self, **({"before": None} | changes))
        return url_for("room.queue", **{name: value for name, value in asdict(view).items() if value})

    @property
    def here(self) -> str:
        return self.address(before=self.before)


def local_path(path: str) -> str:
    """The path, if it leads into the room; else the queue. So nobody is sent elsewhere by a link that we made."""
    return path if re.fullmatch(r"/room/[^\\\x00-\x20\x7f]*", path) else url_for("room.queue")


def typed(text: str, most: int) -> str:
    """One line as a person typed it: no control characters, no more than `most` characters."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()[:most]
