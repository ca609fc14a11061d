"""What we say in English, kept so that it can be said in another language too."""

import json
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

MARK = '["'


class Sentence(str):
    """An English text with its values in it, which still knows both: "It holds %(count)s links" and the count.

    It is that text wherever a text is wanted. Without values the pattern is the text, as it stands. A value is a
    number, what people wrote, a sentence of ours, or a list of such.
    """

    pattern: str
    values: dict[str, Any]

    def __new__(cls, pattern: str, /, **values: Any) -> "Sentence":
        told = {name: ", ".join(value) if isinstance(value, list) else value for name, value in values.items()}
        self = super().__new__(cls, pattern % told if values else pattern)
        self.pattern, self.values = pattern, values
        return self


class SentenceText(TypeDecorator[str]):
    """A text; of a Sentence with values both are stored, so that it comes back as one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if isinstance(value, Sentence) and value.values:
            return json.dumps([value.pattern, _packed(value.values)], ensure_ascii=False)
        return json.dumps([value], ensure_ascii=False) if value and value.startswith(MARK) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or not value.startswith(MARK):
            return value
        try:
            match json.loads(value):
                case [text]:
                    return str(text)
                case [pattern, values]:
                    return Sentence(pattern, **_unpacked(values))
        except (ValueError, TypeError, KeyError, AttributeError):
            pass
        # It was written before any was kept so.
        return value


def _packed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _pack(value) for name, value in values.items()}


def _unpacked(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _unpack(value) for name, value in values.items()}


def _pack(value: Any) -> Any:
    """As JSON keeps it: a sentence within another in an object of its own."""
    if isinstance(value, Sentence):
        return {"said": value.pattern, "with": _packed(value.values)}
    return [_pack(each) for each in value] if isinstance(value, list) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return Sentence(value["said"], **_unpacked(value["with"]))
    return [_unpack(each) for each in value] if isinstance(value, list) else value
