"""One JSON line: a comment with its label."""

import json
from datetime import datetime
from typing import Any

from services.errors import Malformed
from services.spam.learning.sample import Sample

from .labelled import Labelled

LABELS = {"spam": True, "ham": False}


def read_line(line: bytes, place: str, *, with_signals: bool) -> Labelled:
    """`text` and `label` must be there; `author`, `url`, `email` and `lang` go into the sample with signals only.

    Raises Malformed, which begins with the place, for what is no such object.
    """
    told = _object(line, place)
    label = told.get("label")
    if not isinstance(label, str) or label not in LABELS:
        raise _wrong(place, "its label must be “spam” or “ham”")
    if "text" not in told:
        raise _wrong(place, "it has no text")
    text = _text(told, "text", place)
    around = (_text(told, name, place) for name in ("author", "url", "email", "lang"))
    sample = Sample(text, *around) if with_signals else Sample(text)
    return Labelled(sample, LABELS[label], str(told.get("group") or ""), _moment(told, place))


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        told = json.loads(line.decode())
    except UnicodeDecodeError:
        raise _wrong(place, "it is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise _wrong(place, f"it is not JSON ({error})") from None
    if not isinstance(told, dict):
        raise _wrong(place, "it is no JSON object")
    return told


def _text(told: dict[str, Any], name: str, place: str) -> str:
    """A character of which only half was kept is read as a replacement character."""
    value = told.get(name)
    if value is None and name != "text":
        return ""
    if not isinstance(value, str):
        raise _wrong(place, f"its {name} is no text")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moment(told: dict[str, Any], place: str) -> float | None:
    created = told.get("created")
    if created is None:
        return None
    try:
        return float(created) if isinstance(created, int | float) else datetime.fromisoformat(created).timestamp()
    except (ValueError, TypeError, OverflowError):
        raise _wrong(place, "its created is neither ISO 8601 nor Unix seconds") from None


def _wrong(place: str, what: str) -> Malformed:
    return Malformed("malformed_line", f"{place}: {what}.")
