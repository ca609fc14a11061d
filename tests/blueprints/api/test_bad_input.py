"""What is wrong in a request is named, field by field, and stores nothing."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models import Site, db, now
from services.identity.tokens import Tokens
from tests.cast import BLOG, OTHER, PAGE, Reader
from tests.tables import stored

STRINGS = ("site", "url", "thread", "title", "name", "email", "website", "text", "form", "trap")
LINES = ("site", "url", "thread", "title", "name", "email", "website", "form")


def refused(answer) -> tuple[int, str, dict[str, str]]:
    error = answer.json["error"]
    return answer.status_code, error["code"], {name: each["code"] for name, each in error.get("fields", {}).items()}


def send(client, body: bytes, content_type: str | None = "application/json", **headers: str):
    return client.post("/api/v1/comments", data=body, content_type=content_type, headers=headers)


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


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"null", b'"text"', b"7", b"{", b"{'a': 1}", b'{"text": "a", "text": "b"}', b'{"parent": NaN}'),
        *(b'{"parent": Infinity}', b"\xff\xfe{}", b"{}x", '\ufeff{"a": 1}'.encode(), '{"a": 1}'.encode("utf-16")),
        *(b"[" * 100_000, b'{"a":' * 50_000, b'{"parent": ' + b"9" * 5000 + b"}"),
    ],
)
def test_what_is_not_one_json_object_is_malformed(client, site, body):
    answer = send(client, body)

    assert refused(answer) == (400, "malformed", {})
    assert stored() == {}


def test_deep_json_in_a_field_is_no_text(carol):
    deep = json.loads('{"a":' * 500 + "1" + "}" * 500)

    answer = carol.post(carol.body("Hello.") | {"text": deep})

    assert refused(answer) == (422, "invalid", {"text": "wrong_type"})


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "x",
    ],
)
def test_what_does_not_call_itself_json_is_not_read(carol, client, content_type):
    answer = send(client, json.dumps(carol.body("Hello.")).encode(), content_type)

    assert refused(answer) == (415, "not_json", {})
    assert stored() == {}


@pytest.mark.parametrize("size", [256 * 1024 + 1, 1_000_000])
def test_a_body_beyond_256_kb_is_too_large(carol, client, size):
    body = json.dumps(carol.body("Hello.")).encode()

    answer = send(client, body + b" " * (size - len(body)))

    assert refused(answer) == (413, "too_large", {})
    assert stored() == {}


def test_an_unknown_site_is_named(carol):
    answer = carol.post(carol.body("Hello.", site="nowhere"))

    assert refused(answer) == (404, "unknown_site", {"site": "not_allowed"})


@pytest.mark.parametrize(
    "url", ["article", "/article", "ftp://blog.example/", "https://", "https://a b/", "javascript:1"]
)
def test_what_is_no_page_is_named(carol, url):
    answer = carol.post(carol.body("Hello.", url=url))

    assert refused(answer) == (422, "invalid", {"url": "not_a_link"})
    assert stored() == {}


@pytest.mark.parametrize("url", [OTHER, f"{BLOG}.evil.example/", "https://blog.example:8443/", "http://blog.example/"])
def test_a_page_of_another_origin_is_refused(carol, url):
    answer = carol.post(carol.body("Hello.", url=url))

    assert refused(answer)[:2] == (403, "foreign_origin")
    assert stored() == {}


def test_a_parent_in_another_thread_is_named(bob):
    parent = bob.say("Hello.")

    answer = bob.write("An answer.", parent=parent["id"], url=f"{BLOG}/elsewhere")

    assert refused(answer) == (422, "invalid", {"parent": "not_in_thread"})


@pytest.mark.parametrize("parent", [4711, 2**53 - 1])
def test_a_parent_that_never_was_is_named(carol, parent):
    answer = carol.write("An answer.", parent=parent)

    assert refused(answer) == (422, "invalid", {"parent": "not_in_thread"})
    assert stored() == {}


def test_a_used_form_brings_no_second_comment(carol):
    form = carol.open_form()["form"]
    carol.post(carol.body("Hello.", form=form))

    answer = carol.post(carol.body("Hello again.", form=form))

    assert refused(answer) == (409, "form_used", {"form": "not_allowed"})
    assert stored()["comment"] == 1


def test_a_form_of_yesterday_has_expired(carol, app, time_machine):
    form = carol.open_form()["form"]
    time_machine.move_to(now() + timedelta(hours=24, seconds=2))

    answer = carol.post(carol.body("Hello.", form=form))

    assert refused(answer) == (422, "form_expired", {"form": "not_allowed"})
    assert stored() == {}


def test_a_form_of_another_page_is_foreign(carol):
    form = carol.open_form(url=f"{BLOG}/elsewhere")["form"]

    answer = carol.post(carol.body("Hello.", form=form))

    assert refused(answer) == (422, "form_foreign", {"form": "not_allowed"})
    assert stored() == {}


@pytest.mark.parametrize("form", ["", "garbage", "a.b.c", "W10.x", "é" * 50])
def test_a_forged_form_is_no_form(carol, form):
    answer = carol.post(carol.body("Hello.", form=form or "."))

    assert refused(answer) == (422, "form_foreign", {"form": "not_allowed"})
    assert stored() == {}


def test_a_form_signed_with_another_key_is_forged(carol, site):
    form = Tokens("another key of the same length!!").write_form(site.id, "url:blog.example/article", "homepage_2")

    answer = carol.post(carol.body("Hello.", form=form))

    assert refused(answer)[1] == "form_foreign"


def test_a_visitor_token_is_no_form(carol):
    carol.open_form()

    answer = carol.post(carol.body("Hello.", form=carol.token))

    assert refused(answer)[1] == "form_foreign"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PROPFIND", "NONSENSE"])
def test_another_method_is_refused_and_the_right_one_named(client, site, method):
    answer = client.open("/api/v1/comments", method=method)

    assert refused(answer)[:2] == (405, "method_not_allowed")
    assert "OPTIONS" in answer.headers["Allow"]


def test_comments_are_not_read_where_they_are_sent(client, site):
    answer = client.get("/api/v1/comments")

    assert refused(answer)[:2] == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {"site": "required", "url": "required"}),
        ("site=blog", {"url": "required"}),
        ("site=&url=", {"site": "required", "url": "required"}),
        (f"site[]=blog&url={PAGE}", {"site": "required", "site[]": "unknown"}),
        (f"site=blog&url={PAGE}&srot=newest", {"srot": "unknown"}),
        (f"site=blog&url={PAGE}&sort=best", {"sort": "not_allowed"}),
        (f"site=blog&url={PAGE}&cursor=", {"cursor": "not_allowed"}),
        (f"site=blog&url={PAGE}&cursor=c-1", {"cursor": "not_allowed"}),
        (f"site=blog&url={PAGE}&cursor=c1e5", {"cursor": "not_allowed"}),
        (f"site=blog&url={PAGE}&cursor=%00", {"cursor": "control_characters"}),
        (f"site=blog&url={PAGE}&cursor=c{'9' * 18}", {"cursor": "not_allowed"}),
        (f"site=blog&url={PAGE}&cursor=c{'9' * 5000}", {"cursor": "too_long"}),
        (f"site=blog&url={PAGE}&cursor=c%D9%A3", {"cursor": "not_allowed"}),
        ("site=blog&url=%ff%fe", {"url": "not_a_link"}),
        ("site=blog&url=%zz%", {"url": "not_a_link"}),
        ("site=blog&url=https%253A%252F%252Fblog.example", {"url": "not_a_link"}),
        (f"site=blog%00&url={PAGE}", {"site": "control_characters"}),
        (f"site=blog&url={PAGE}%0d%0aSet-Cookie:x", {"url": "control_characters"}),
        (f"site=blog&url={PAGE}{'a' * 2000}", {"url": "too_long"}),
        (f"site={'b' * 64}&url={PAGE}", {"site": "too_long"}),
    ],
)
def test_a_query_that_makes_no_sense_is_named(client, site, query, fields):
    answer = client.get(f"/api/v1/threads?{query}")

    assert refused(answer) == (422, "invalid", fields)


@pytest.mark.parametrize("path", ["api/v1/threads", "embed/thread", "healthz"])
def test_a_query_of_bytes_that_are_no_text_is_malformed(client, site, path):
    answer = client.get(f"/{path}", environ_overrides={"QUERY_STRING": "site=\xff"})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path", ["comments/-1/replies", "comments/x/replies", "comments/1e9/replies", "comments/%00/replies"]
)
def test_what_is_no_number_is_nowhere(client, site, path):
    answer = client.get(f"/api/v1/{path}?site=blog&cursor=c1")

    assert refused(answer)[:2] == (404, "not_found")


@pytest.mark.parametrize("number", [1, 2**53, 2**63 - 1, 2**63, 10**400])
def test_a_comment_that_is_not_here_is_nowhere(client, site, number):
    answer = client.get(f"/api/v1/comments/{number}/replies?site=blog&cursor=c1")

    assert refused(answer)[:2] == (404, "not_found")


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Authorization", "Bearer", 201),
        ("Authorization", "Basic Y2Fyb2w6c2VjcmV0", 201),
        ("Authorization", "Bearer garbage", 401),
        ("Authorization", "Bearer a.b.c.d", 401),
        ("Authorization", "Bearer \xff\xfe", 401),
        ("Authorization", "Bearer " + "x" * 20_000, 401),
        ("Idempotency-Key", "", 400),
        ("Idempotency-Key", "short", 400),
        ("Idempotency-Key", "x" * 65, 400),
        ("Idempotency-Key", "x" * 16 + "é", 400),
        ("Idempotency-Key", "x" * 16 + "\x00", 400),
        ("X-Forwarded-For", "garbage, \xff, 999.1.1.1", 201),
        ("X-Forwarded-For", ", " * 5000, 201),
        ("User-Agent", "\xff\x00\x1b" + "x" * 20_000, 201),
        ("Referer", "javascript:\x00\xff" + "x" * 20_000, 201),
        ("Accept", "\xff;q=nonsense", 201),
        ("Accept-Language", "\xff;q=nonsense", 201),
        ("Cookie", "chiosa=garbage; \xff=\xff; ;;=", 201),
        ("Content-Encoding", "gzip", 201),
        ("Host", "a b\xff", 201),
        ("Origin", "null", 403),
        ("Origin", "garbage\xff\x00", 403),
    ],
)
def test_an_absurd_header_breaks_nothing(carol, header, value, status):
    answer = carol.post(carol.body("Hello."), **{header: value})

    assert answer.status_code == status
    assert ("comment" in stored()) == (status == 201)


@pytest.mark.parametrize("etag", ["garbage", '"', 'W/"', "\xff", '"' + "x" * 20_000 + '"', '"a", W/"b", c'])
def test_an_absurd_etag_is_another_etag(carol, etag):
    carol.headers["If-None-Match"] = etag

    answer = carol.get("/threads")

    assert answer.status_code == 200


VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text(some.characters(codec=None), max_size=60),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = some.sampled_from((*STRINGS, "parent", "modified")) | some.text(some.characters(codec=None), max_size=12)


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=some.dictionaries(NAMES, VALUES, max_size=4))
def test_nothing_that_anybody_sends_breaks_it(carol: Reader, changes):
    answer = carol.client.post(
        "/api/v1/comments", data=json.dumps(carol.body("Hello.") | changes), content_type="application/json"
    )

    assert answer.status_code < 500
    assert answer.json.keys() in ({"comment"}, {"error"})


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=some.binary(max_size=200))
def test_no_bytes_that_anybody_sends_break_it(client, site: Site, body):
    answer = send(client, body)

    assert answer.status_code in (400, 422)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=some.dictionaries(some.sampled_from(("site", "url", "thread", "sort", "cursor")), some.text(max_size=30)))
def test_no_question_that_anybody_asks_breaks_it(client, site: Site, query):
    answer = client.get("/api/v1/threads", query_string={"site": "blog", "url": PAGE} | query)

    db.session.rollback()
    assert answer.status_code in (200, 404, 422)
