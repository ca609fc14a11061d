"""A request that can not be read is refused, and stores nothing."""

import json

import pytest

from models import Site
from tests.answers import refused
from tests.cast import PAGE
from tests.tables import stored


def send(client, body: bytes, content_type: str | None = "application/json", **headers: str):
    return client.post("/api/v1/comments", data=body, content_type=content_type, headers=headers)


def test_it_works(client, site: Site):
    answer = send(client, json.dumps({"site": "blog", "url": PAGE, "name": "Carol", "text": "Hello."}).encode())

    assert answer.status_code == 201
    assert stored()["comment"] == 1


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
        (f"site=blog&url={PAGE}&sort=random", {"sort": "not_allowed"}),
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
