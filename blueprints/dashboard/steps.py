"""A site's thresholds as a moderator types them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models import Sentence, Site

NAMES = ("hold_at", "spam_at", "discard_at")
NUMBER_MOST = 3


@dataclass(frozen=True, slots=True)
class Steps:
    hold_at: str
    spam_at: str
    discard_at: str = ""

    @classmethod
    def of(cls, site: Site) -> "Steps":
        discard_at = "" if site.discard_at is None else str(site.discard_at)
        return cls(str(site.hold_at), str(site.spam_at), discard_at)

    @classmethod
    def typed(cls, form: Mapping[str, str]) -> "Steps":
        return cls(*(form.get(name, "").strip()[: NUMBER_MOST + 1] for name in NAMES))

    @property
    def wrong(self) -> dict[str, Sentence]:
        """What is wrong with a field, in words for whoever typed it."""
        number = Sentence("A whole number from 1 to 100, please.")
        if unread := {name: number for name in NAMES if not self._is_right(name)}:
            return unread
        found = {}
        if int(self.spam_at) < int(self.hold_at):
            found["spam_at"] = Sentence("At least %(least)s, as “Hold from” says.", least=int(self.hold_at))
        if self.discard_at and int(self.discard_at) < int(self.spam_at):
            found["discard_at"] = Sentence("At least %(least)s, as “Spam from” says.", least=int(self.spam_at))
        return found

    @property
    def values(self) -> dict[str, int | None]:
        """Only where nothing is wrong."""
        return {name: int(typed) if (typed := getattr(self, name)) else None for name in NAMES}

    def _is_right(self, name: str) -> bool:
        typed = getattr(self, name)
        if not typed:
            return name == "discard_at"
        return bool(re.fullmatch(r"[0-9]{1,3}", typed)) and 1 <= int(typed) <= 100
