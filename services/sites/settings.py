"""What an owner may choose for a site, as text: each setting with what it may be, read as strictly as ours."""

import re
from collections.abc import Callable
from typing import Any

from models import Site, transaction
from models.site import AWAY_POLICIES, HOLD_POLICIES, SORTS, VOTES
from services.errors import Invalid
from services.text import plain

REACTIONS_MAX = 8
SECRET_MIN = 32
ZONES_MAX = 5
ANSWERS_MAX = 20
ANSWER_MAX = 100

Reader = Callable[[str], Any]


class NotAllowed(ValueError):
    """The text says what is."""


def set_setting(site: Site, name: str, text: str) -> None:
    """Give a setting another value. Readers' pages follow at once. Raises Invalid, naming what is allowed."""
    if name not in READERS:
        raise Invalid("invalid", f"There is no setting “{name}”. There are: {', '.join(sorted(READERS))}.")
    try:
        value = READERS[name](text.strip())
    except NotAllowed as error:
        raise Invalid("invalid", f"{name} must be {error}.", fields={name: "not_allowed"}) from None
    with transaction():
        setattr(site, name, value)
        site.version += 1


def _flag(text: str) -> bool:
    if text.lower() not in ("yes", "no", "true", "false", "on", "off"):
        raise NotAllowed("yes or no")
    return text.lower() in ("yes", "true", "on")


def _number(least: int, most: int) -> Reader:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise NotAllowed(f"a whole number from {least} to {most}")
        return int(text)

    return read


def _choice(*choices: str) -> Reader:
    def read(text: str) -> str:
        if text not in choices:
            raise NotAllowed(f"one of {', '.join(choices)}")
        return text

    return read


def _line(most: int) -> Reader:
    def read(text: str) -> str:
        if plain.is_blank(text) or plain.has_controls(text) or "\n" in text or len(text) > most:
            raise NotAllowed(f"text on one line, at most {most} characters")
        return text

    return read


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", text):
        raise NotAllowed("a language tag such as en, it or pt-BR")
    return text


def _emoji(text: str) -> str | None:
    """Pictures, not words: nothing that is a letter, a mark-up character or longer than an emoji may be."""
    found = text.split()
    is_picture = [len(each) <= 16 and not re.search(r"[\w<>&\"'/\\]|^[\x21-\x7e]+$", each) for each in found]
    if not all(is_picture) or len(set(found)) != len(found) or len(found) > REACTIONS_MAX:
        raise NotAllowed(f"up to {REACTIONS_MAX} different emoji with spaces between, or nothing")
    return " ".join(found) or None


def _secret(text: str) -> str | None:
    if text and (len(text) < SECRET_MIN or not text.isprintable()):
        raise NotAllowed(f"at least {SECRET_MIN} characters, made at random, or nothing")
    return text or None


def _optional(read: Reader) -> Reader:
    return lambda text: read(text) if text else None


def _answers(text: str) -> str | None:
    """One on each line, or separated by semicolons."""
    lines = [line for part in re.split(r"[;\n]", text) if (line := plain.one_line(part).strip())]
    if len(lines) > ANSWERS_MAX or any(len(line) > ANSWER_MAX for line in lines):
        raise NotAllowed(f"up to {ANSWERS_MAX} answers of {ANSWER_MAX} characters, separated by semicolons, or nothing")
    return "\n".join(lines) or None


def _zones(text: str) -> str | None:
    """Names of DNS block lists, such as zen.spamhaus.org."""
    found = text.lower().split()
    label = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
    are_names = all(len(zone) <= 180 and re.fullmatch(rf"({label}\.)+{label}", zone) for zone in found)
    if not are_names or len(set(found)) != len(found) or len(found) > ZONES_MAX:
        raise NotAllowed(f"up to {ZONES_MAX} names like dnsbl.example.org with spaces between, or nothing")
    return " ".join(found) or None


READERS: dict[str, Reader] = {
    "name": _line(200),
    "language": _language,
    "is_open": _flag,
    "name_required": _flag,
    "email_required": _flag,
    "website_asked": _flag,
    "text_max": _number(1, 65_536),
    "hold": _choice(*HOLD_POLICIES),
    "links_max": _number(0, 100),
    "form_wait": _number(0, 60),
    "work": _flag,
    "question": _optional(_line(200)),
    "answers": _answers,
    "origin_days": _number(0, 365),
    "akismet_away": _choice(*AWAY_POLICIES),
    "dnsbl": _zones,
    "votes": _choice(*VOTES),
    "reactions": _emoji,
    "sort": _choice(*SORTS),
    "loads_at_end": _flag,
    "edit_minutes": _number(0, 10_080),
    "images": _flag,
    "gravatar": _flag,
    "sso_secret": _secret,
}
