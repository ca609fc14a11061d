import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

WORDS = "/words"
"""In the address of the texts of ours, which are a file of their own; the peers have theirs in their scripts."""

Json = dict[str, Any]
Answer = Callable[[str, Mapping[str, str], bytes], Json | None]
"""From path, query and body. None is a 404; `{service}` stands for the contestant's own address."""


@dataclass(frozen=True, slots=True)
class Contestant:
    name: str
    body: str
    """What its documentation has one write into the page, where the discussion belongs; `{service}` is its address."""
    more: str
    """The button that shows the next comments."""
    configured: str
    """What is not as it comes, and why."""
    head: str = ""
    answered: str = "replayed answers"
    """By whom its requests are answered."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Its published files: path under its address, and where the download has them."""
    answer: Answer | None = None
    port: int = 0
    """Where its own service runs, which then answers in place of files and replayed answers."""

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


def nickname_hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def avatar(name: str) -> str:
    """From the contestant's own server, where most peers have it fetched from a third party's."""
    return f"{{service}}/avatar/{nickname_hash(name)}"
