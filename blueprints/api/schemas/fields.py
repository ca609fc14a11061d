"""Fields that say what is wrong by a code (see blueprints/errors.py), and take nothing for what it is not."""

from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from marshmallow import ValidationError, fields

from services.text import plain
from services.text.links import web_link

CODES = {"required": "required", "null": "required", "validator_failed": "not_allowed"}

NO_ADDRESS = set(' ,;:<>()[]\\"')


class Coded(fields.Field):  # type: ignore[type-arg]
    default_error_messages = CODES


class Text(Coded, fields.String):
    """Text without control characters and of bounded length (in characters)."""

    default_error_messages = {"invalid": "wrong_type", "invalid_utf8": "not_unicode"}

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {}).update(maxLength=most)
        super().__init__(**kwargs)
        self.most, self.least = most, least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        assert isinstance(text, str)
        if not plain.is_unicode(text):
            raise ValidationError("not_unicode")
        if plain.has_controls(text):
            raise ValidationError("control_characters")
        if len(text) > self.most:
            raise ValidationError("too_long")
        if len(text.strip()) < self.least:
            raise ValidationError("required" if not text.strip() else "too_short")
        return text


class Line(Text):
    """Text on one line: what could forge a mail or HTTP header is refused, not mended."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if "\n" in text or "\r" in text or "\u2028" in text or "\u2029" in text:
            raise ValidationError("control_characters")
        return text.strip()


class Email(Line):
    """An address as people have it. Whether mail arrives there only a mail can tell."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=100, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        local, at, host = text.rpartition("@")
        looks_right = at and local and "." in host.strip(".") and text.isprintable() and not set(text) & NO_ADDRESS
        if text and (not looks_right or "@" in local or ".." in host or host.startswith((".", "-"))):
            raise ValidationError("not_an_email")
        return text


class Website(Line):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=200, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and web_link(text) is None:
            raise ValidationError("not_a_link")
        return text


class Number(Coded, fields.Integer):
    """A whole number that is written as one: neither "7" nor 7.0 nor true."""

    default_error_messages = {"invalid": "wrong_type", "too_large": "wrong_type"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int or not 0 < value < 2**53:
            raise ValidationError("wrong_type")
        return value


class WrittenNumber(Number):
    """A whole number in a query, where everything is text: its digits and nothing else."""

    def __init__(self, *, most: int = 10**15, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not (isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16):
            raise ValidationError("wrong_type")
        if int(value) > self.most:
            raise ValidationError("not_allowed")
        return int(value)


class Flag(Coded, fields.Boolean):
    """true or false, and nothing that only looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("wrong_type")
        return value


class OneOf(Coded, fields.Integer):
    """One of a few whole numbers: neither "1" nor 1.0 nor true."""

    def __init__(self, *choices: int, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {}).update(enum=list(choices))
        super().__init__(**kwargs)
        self.choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise ValidationError("wrong_type")
        if value not in self.choices:
            raise ValidationError("not_allowed")
        return value


class Moment(Coded, fields.AwareDateTime):
    """A time that says its zone. The first and the last years that can be written are none: no zone may pass them."""

    default_error_messages = {"invalid": "wrong_type", "invalid_awareness": "wrong_type"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if not MINYEAR < moment.year < MAXYEAR:
            raise ValidationError("not_allowed")
        return moment


class Choice(Coded, fields.String):
    def __init__(self, *choices: str, **kwargs: Any) -> None:
        super().__init__(metadata={"enum": list(choices)}, **kwargs)
        self.choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value not in self.choices:
            raise ValidationError("not_allowed")
        return str(value)
