"""What is wrong in a comment is named, field by field, and stores nothing."""

import json

import pytest

from tests.answers import refused
from tests.tables import stored

STRINGS = ("site", "url", "thread", "title", "name", "email", "website", "text", "form", "trap", "work", "answer")
LINES = ("site", "url", "thread", "title", "name", "email", "website", "form", "work")


def test_it_works(carol):
    answer = carol.post(carol.body("Hello."))

    assert answer.status_code == 201
    assert stored()["comment"] == 1


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}, ["text"]])
def test_what_is_not_text_is_of_the_wrong_type(carol, value):
    answer = carol.post(dict.fromkeys(STRINGS, value))

    assert refused(answer) == (422, "invalid", dict.fromkeys(STRINGS, "wrong_type"))
    assert stored() == {}


@pytest.mark.parametrize("parent", ["7", 7.0, 1e999, True, -1, 0, 2**53, 10**400, [7], {}])
def test_a_parent_is_a_whole_number_and_nothing_else(carol, parent):
    answer = carol.post(carol.body("Hello.") | {"parent": parent})

    assert answer.status_code in (400, 422)
    assert stored() == {}


@pytest.mark.parametrize("moment", ["yesterday", 5, "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "", []])
def test_a_time_is_one_with_its_zone(carol, moment):
    answer = carol.post(carol.body("Hello.") | {"modified": moment})

    assert refused(answer) == (422, "invalid", {"modified": "wrong_type"})
    assert stored() == {}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00Z"])
def test_a_time_at_the_end_of_time_breaks_nothing(carol, moment):
    answer = carol.post(carol.body("Hello.") | {"modified": moment})

    assert answer.status_code == 422
    assert carol.get("/threads").status_code == 200


@pytest.mark.parametrize("field", ["site", "url", "text"])
def test_a_missing_field_is_required(carol, field):
    body = {name: value for name, value in carol.body("Hello.").items() if name != field}

    answer = carol.post(body)

    assert refused(answer) == (422, "invalid", {field: "required"})
    assert stored() == {}


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b", "\u3164", "&#8203;", "---"])
def test_a_text_in_which_nothing_can_be_seen_is_required(carol, text):
    answer = carol.post(carol.body(text))

    assert refused(answer) == (422, "invalid", {"text": "required"})
    assert stored() == {}


@pytest.mark.parametrize("name", ["", " ", "\u200b\u200d", "\u3164"])
def test_a_name_in_which_nothing_can_be_seen_is_required(carol, name):
    answer = carol.post(carol.body("Hello.", name=name))

    assert refused(answer) == (422, "invalid", {"name": "required"})
    assert stored() == {}


def test_all_wrong_fields_are_named_at_once(carol):
    answer = carol.post(carol.body("\x00", name=1, email="no", website="javascript:alert(1)", parent="x", colour="red"))

    assert refused(answer)[2] == {
        "text": "control_characters",
        "name": "wrong_type",
        "email": "not_an_email",
        "website": "not_a_link",
        "parent": "wrong_type",
        "colour": "unknown",
    }


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\x7f"])
def test_control_characters_are_named(carol, control):
    answer = carol.post(dict.fromkeys(STRINGS, f"a{control}b"))

    assert refused(answer) == (422, "invalid", dict.fromkeys(STRINGS, "control_characters"))
    assert stored() == {}


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u2029"])
def test_a_second_line_forges_no_header(carol, end):
    answer = carol.post(carol.body("Hello.") | dict.fromkeys(LINES, f"Carol{end}Bcc: everybody@spam.example"))

    assert refused(answer) == (422, "invalid", dict.fromkeys(LINES, "control_characters"))
    assert stored() == {}


@pytest.mark.parametrize("lone", ["\ud800", "\udc00\ud800"])
def test_a_lone_surrogate_is_not_unicode(carol, lone):
    answer = carol.post(dict.fromkeys(STRINGS, f"a{lone}b"))

    assert refused(answer) == (422, "invalid", dict.fromkeys(STRINGS, "not_unicode"))
    assert stored() == {}


@pytest.mark.parametrize("name", ["\ud800", "\x00", "a" * 5000, "<script>", "ü", "__proto__", "_schema"])
def test_a_field_with_a_strange_name_is_unknown(carol, name):
    answer = carol.post(carol.body("Hello.") | {name: 1})

    assert refused(answer) == (422, "invalid", {name: "unknown"})
    assert stored() == {}


@pytest.mark.parametrize(
    "email",
    [
        *("carol", "carol@", "@x.example", "a@b", "a@@b.example", "a b@c.example", "a@b..example", "a@-b.example"),
        *("a\x85b@c.example", "a\u202eb@c.example", "a\u00a0b@c.example"),
    ],
)
def test_what_is_no_email_address_is_named(carol, email):
    answer = carol.post(carol.body("Hello.", email=email))

    assert refused(answer) == (422, "invalid", {"email": "not_an_email"})
    assert stored() == {}


@pytest.mark.parametrize(
    "website",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "mailto:a@b.example"),
        *("//x.example", "carol", "https://", "ftp://x.example", "https://user:password@x.example"),
        "https://x.example\\@y.example",
    ],
)
def test_what_is_no_web_address_is_named(carol, website):
    answer = carol.post(carol.body("Hello.", website=website))

    assert refused(answer) == (422, "invalid", {"website": "not_a_link"})
    assert stored() == {}


def test_deep_json_in_a_field_is_no_text(carol):
    deep = json.loads('{"a":' * 500 + "1" + "}" * 500)

    answer = carol.post(carol.body("Hello.") | {"text": deep})

    assert refused(answer) == (422, "invalid", {"text": "wrong_type"})
