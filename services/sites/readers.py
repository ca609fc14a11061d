"""Text that somebody typed, read as a setting's value: strictly, and saying what is allowed where it is refused."""

import re
from collections.abc import Callable
from typing import Any

from models import Sentence
from services.text import plain
from services.text.addresses import NotAPage, origin

REACTIONS_MAX = 8
SECRET_MIN = 32
ZONES_MAX = 5
ANSWERS_MAX = 20
ANSWER_MAX = 100
LANGUAGES_MAX = 10
URL_MAX = 500

Reader = Callable[[str], Any]
_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}"


class NotAllowed(ValueError):
    """`message` says what is."""

    def __init__(self, message: Sentence) -> None:
        super().__init__(message)
        self.message = message


def flag(text: str) -> bool:
    if text.lower() not in ("yes", "no", "true", "false", "on", "off"):
        raise NotAllowed(Sentence("This must be yes or no."))
    return text.lower() in ("yes", "true", "on")


def number(least: int, most: int) -> Reader:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise NotAllowed(
                Sentence("This must be a whole number from %(least)s to %(most)s.", least=least, most=most)
            )
        return int(text)

    return read


def choice(*choices: str) -> Reader:
    def read(text: str) -> str:
        if text not in choices:
            raise NotAllowed(Sentence("This must be one of these: %(choices)s.", choices=", ".join(choices)))
        return text

    return read


def line(most: int) -> Reader:
    def read(text: str) -> str:
        if plain.is_blank(text) or plain.has_controls(text) or "\n" in text or len(text) > most:
            raise NotAllowed(Sentence("This must be text on one line, of at most %(most)s characters.", most=most))
        return text

    return read


def paragraphs(most: int) -> Reader:
    def read(text: str) -> str:
        text = plain.clean(text)
        if plain.is_blank(text) or plain.has_controls(text) or len(text) > most:
            raise NotAllowed(Sentence("This must be plain text of at most %(most)s characters.", most=most))
        return text

    return read


def optional(read: Reader) -> Reader:
    """Nothing is a value too."""
    return lambda text: read(text) if text else None


def language(text: str) -> str:
    if not re.fullmatch(_TAG, text):
        raise NotAllowed(Sentence("This must be a language tag such as en, it or pt-BR."))
    return text


def languages(text: str) -> str | None:
    found = text.split()
    if not all(re.fullmatch(_TAG, tag) for tag in found) or len(found) > LANGUAGES_MAX:
        message = Sentence(
            "This must be language tags such as en, it or pt-BR with spaces between, at most %(most)s, or nothing.",
            most=LANGUAGES_MAX,
        )
        raise NotAllowed(message)
    return " ".join(dict.fromkeys(found)) or None


def web_address(text: str) -> str:
    try:
        origin(text)
    except NotAPage:
        raise NotAllowed(Sentence("This must be a web address such as https://blog.example.org/.")) from None
    if len(text) > URL_MAX:
        raise NotAllowed(Sentence("This must be a web address of at most %(most)s characters.", most=URL_MAX))
    return text


def emoji(text: str) -> str | None:
    """Pictures, not words: nothing that is a letter, a mark-up character or longer than an emoji may be."""
    found = text.split()
    is_picture = [len(each) <= 16 and not re.search(r"[\w<>&\"'/\\]|^[\x21-\x7e]+$", each) for each in found]
    if not all(is_picture) or len(set(found)) != len(found) or len(found) > REACTIONS_MAX:
        raise NotAllowed(
            Sentence(
                "This must be different emoji with spaces between, at most %(most)s, or nothing.", most=REACTIONS_MAX
            )
        )
    return " ".join(found) or None


def secret(text: str) -> str | None:
    if text and (len(text) < SECRET_MIN or not text.isprintable()):
        message = Sentence("This must be at least %(least)s characters, made at random, or nothing.", least=SECRET_MIN)
        raise NotAllowed(message)
    return text or None


def answers(text: str) -> str | None:
    """One on each line, or separated by semicolons."""
    lines = [line for part in re.split(r"[;\n]", text) if (line := plain.one_line(part).strip())]
    if len(lines) > ANSWERS_MAX or any(len(line) > ANSWER_MAX for line in lines):
        message = Sentence(
            "This must be answers of at most %(longest)s characters, one on each line, at most %(most)s, or nothing.",
            longest=ANSWER_MAX,
            most=ANSWERS_MAX,
        )
        raise NotAllowed(message)
    return "\n".join(lines) or None


def zones(text: str) -> str | None:
    """Names of DNS block lists, such as zen.spamhaus.org."""
    found = text.lower().split()
    label = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
    are_names = all(len(zone) <= 180 and re.fullmatch(rf"({label}\.)+{label}", zone) for zone in found)
    if not are_names or len(set(found)) != len(found) or len(found) > ZONES_MAX:
        message = Sentence(
            "This must be names such as dnsbl.example.org with spaces between, at most %(most)s, or nothing.",
            most=ZONES_MAX,
        )
        raise NotAllowed(message)
    return " ".join(found) or None
