"""Every language says everything that English says, with the same things to fill in."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from blueprints.words import babel_locale, codes, is_plural

ROOT = Path(__file__).parents[1]
CODES = sorted(path.stem for path in (ROOT / "locales").glob("*.json"))
NUMBERS = [*range(1000), *range(1000, 10_000, 7), 100_000, 1_000_000, 1_000_001, 10_000_000]
EACH = pytest.mark.parametrize("code", CODES)


def locale(code: str) -> dict[str, Any]:
    return json.loads((ROOT / f"locales/{code}.json").read_text("utf-8"), object_pairs_hook=_each_key_once)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    assert len(told) == len(pairs), [name for name, _ in pairs]
    return told


def flat(group: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Each text by its dotted name; a plural's forms stay together."""
    for name, value in group.items():
        if isinstance(value, dict) and not is_plural(value):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def texts(code: str) -> dict[str, Any]:
    told = locale(code)
    return dict(flat({name: told[name] for name in told if name != "meta"}))


def forms(code: str) -> dict[str, dict[str, str]]:
    return {name: value for name, value in texts(code).items() if is_plural(value)}


def sayings(code: str) -> list[str]:
    """Every text, each form of a plural by itself."""
    return [text for value in texts(code).values() for text in (value.values() if is_plural(value) else [value])]


def placeholders(value: Any) -> set[str]:
    """What is to be filled in; in a plural, what any form has."""
    return set(re.findall(r"{(\w+)}", " ".join(value.values()) if is_plural(value) else value))


def categories(code: str) -> set[str]:
    """The plural categories that whole numbers have in this language."""
    return {babel_locale(code).plural_form(number) for number in NUMBERS}


def test_it_works():
    assert texts("en")["write.form.send"] == "Post comment"
    assert categories("ar") == {"zero", "one", "two", "few", "many", "other"}


def test_there_are_at_least_35_of_them():
    assert len(CODES) >= 35


def test_the_service_and_the_widget_know_the_same():
    listed = re.search(r"LOCALES = \((.+?)\)\.split", (ROOT / "widget/chiosa/words.js").read_text("utf-8"), re.DOTALL)

    assert list(codes()) == CODES
    assert sorted("".join(re.findall("'(.*?)'", listed[1])).split()) == CODES


@EACH
def test_it_has_every_text_and_no_other(code):
    assert texts(code).keys() == texts("en").keys()
    assert locale(code).keys() == locale("en").keys()


@EACH
def test_it_fills_in_the_same_things(code):
    english, told = texts("en"), texts(code)

    assert {name: told[name] for name in english if placeholders(told[name]) != placeholders(english[name])} == {}


@EACH
def test_its_plurals_have_the_forms_that_whole_numbers_take(code):
    needed = categories(code)

    assert forms(code).keys() == forms("en").keys()
    assert {
        name: set(each) for name, each in forms(code).items() if each.keys() | {"other"} != needed | {"other"}
    } == {}
    assert {name for name, each in forms(code).items() if "other" in needed - each.keys()} == set()


@EACH
def test_its_texts_are_plain_text(code):
    odd = [
        text
        for text in sayings(code)
        if not isinstance(text, str)
        or not text.strip()
        or text != text.strip()
        or re.search(r"[<>]|&\w+;", text)
        or any(unicodedata.category(each) in ("Cc", "Co", "Cn", "Cs") or each in "\u202d\u202e" for each in text)
        or set(re.sub(r"{\w+}", "", text)) & set("{}")
        or unicodedata.normalize("NFC", text) != text
    ]

    assert odd == []


@EACH
def test_it_says_truly_what_it_is(code):
    meta = locale(code)["meta"]

    assert meta.keys() == {"name", "dir", "reviewed_by"}
    assert meta["name"].strip()
    assert meta["dir"] == babel_locale(code).text_direction


@EACH
def test_it_was_reviewed_only_by_a_speaker_who_is_named(code):
    reviewer = locale(code)["meta"]["reviewed_by"]
    named = re.findall(r"^\| `([\w-]+)` \| (.+?) \|$", (ROOT / "docs/pages.md").read_text("utf-8"), re.MULTILINE)

    assert reviewer is None or (code, reviewer) in named
