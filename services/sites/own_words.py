"""The site's own words in place of ours."""

import re
from collections.abc import Mapping
from typing import Any

from models import Sentence, Site, note_change, transaction
from services.errors import Invalid

LENGTH_MAX = 500


def set_words(site: Site, words: Any, ours: Mapping[str, Any], *, moderator_id: int | None = None) -> None:
    """Replace all of the site's own words: {"it": {"form.send": "Invia ora"}, "*": {…}}.

    `ours` are our words by dotted name. Raises Invalid for a name that we do not have, for what is no text of at most
    500 characters, and for a {placeholder} that ours does not fill.
    """
    if not isinstance(words, dict) or not all(isinstance(group, dict) for group in words.values()):
        example = '{"it": {"form.send": "…"}}'
        message = Sentence("Write %(example)s: a language, or * for all, and in it names with texts.", example=example)
        raise _wrong(message)
    for language, group in words.items():
        if language != "*" and not re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,8})?", language):
            message = Sentence("“%(code)s” is no language. Use one such as it or pt-br, or * for all.", code=language)
            raise _wrong(message)
        for name, text in group.items():
            _check(name, text, ours)
    with transaction():
        locked = Site.locked(site.id)
        if (words or None) == locked.words:
            return
        note_change(site.id, moderator_id, "words.changed", old=_count(locked.words), new=_count(words))
        locked.words = words or None
        locked.version += 1


def _count(words: Mapping[str, Any] | None) -> int:
    return sum(len(group) for group in (words or {}).values())


def _check(name: str, text: Any, ours: Mapping[str, Any]) -> None:
    if name not in ours:
        raise _wrong(Sentence("There is no text “%(name)s”.", name=name))
    if not isinstance(text, str) or not text.strip() or len(text) > LENGTH_MAX:
        message = Sentence("“%(name)s” must be a text of at most %(most)s characters.", name=name, most=LENGTH_MAX)
        raise _wrong(message)
    if strange := _placeholders(text) - _placeholders(str(ours[name])):
        placeholder = f"{{{min(strange)}}}"
        message = Sentence("“%(name)s” holds %(placeholder)s, which nothing fills.", name=name, placeholder=placeholder)
        raise _wrong(message)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _wrong(message: Sentence) -> Invalid:
    return Invalid("invalid", message, fields={"words": "not_allowed"})
