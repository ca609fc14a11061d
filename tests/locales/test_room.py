import re
from collections import Counter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from blueprints.words import babel_locale, codes
from locales.room.catalogues import FOLDER, said

TRANSLATED = [code for code in codes() if code != "en"]
VALUE, TAG = re.compile(r"%\(\w+\)s|%%"), re.compile(r"</?\w[^>]*>")


@pytest.fixture(scope="module")
def texts() -> dict[str, Message]:
    return {_name(message): message for message in said() if message.id}


@pytest.fixture(params=TRANSLATED)
def told(request) -> dict[str, Message]:
    with (FOLDER / f"{request.param}.po").open("rb") as file:
        return {_name(message): message for message in read_po(file, locale=babel_locale(request.param)) if message.id}


def test_it_works(texts):

    assert "Recent decisions" in texts


def test_a_language_says_all_that_the_room_says_and_no_more(texts, told):
    said_in_full = {name for name, message in told.items() if all(_forms(message))}

    assert said_in_full == texts.keys()


def test_the_same_values_stand_in_a_text_in_every_language(texts, told):
    wrong = [name for name in told if not all(_values(form) <= _values_of(texts[name]) for form in _forms(told[name]))]

    assert wrong == []


def test_no_value_is_lost_on_the_way(texts, told):
    wrong = [
        name for name in told if not texts[name].pluralizable and _values(told[name].string) != _values_of(texts[name])
    ]

    assert wrong == []


def test_the_same_elements_stand_in_a_text_in_every_language(texts, told):
    wrong = [name for name in told if not all(_tags(form) == _tags_of(texts[name]) for form in _forms(told[name]))]

    assert wrong == []


def test_no_text_ends_the_attribute_that_it_stands_in(texts, told):
    """Texts stand in HTML as they are."""
    wrong = [name for name in told if '"' in "".join(_forms(told[name])) and '"' not in name]

    assert wrong == []


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _values(text: str) -> set[str]:
    return set(VALUE.findall(text))


def _values_of(message: Message) -> set[str]:
    return _values(message.id if isinstance(message.id, str) else " ".join(message.id))


def _tags(text: str) -> Counter[str]:
    return Counter(TAG.findall(text))


def _tags_of(message: Message) -> Counter[str]:
    return _tags(message.id if isinstance(message.id, str) else message.id[-1])
