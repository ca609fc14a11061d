"""The log: every decision and every change in words, for moderators; the whole of it, for owners."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from models import Change, Comment, db, note_change, transaction
from services.moderation.decide import Choice, decide, undo
from services.moderation.log import PAGE
from services.moderation.search import Query
from services.moderation.sweep import begin_sweep, go_through, look
from services.sites.create_site import add_moderator
from tests.blueprints.dashboard.conftest import Room
from tests.crowd import fill

ROOT = Path(__file__).parents[3]


@pytest.fixture
def note(alice):
    """alice changes something."""

    def write(action="setting.changed", subject="links_max", **values):
        with transaction():
            note_change(alice.site_id, alice.id, action, subject, **values)

    return write


@pytest.fixture
def erin(site, alice):
    return add_moderator(site, "erin@blog.example", "Erin", role="moderator")


@pytest.fixture
def read_csv(room):
    def read():
        return list(csv.DictReader(io.StringIO(room.open("/room/log.csv").text)))

    return read


def lines(room):
    """Who · when, and what, of each line."""
    items = re.findall(r"<li><p class=\"quiet\">(.*?)</li>", room.page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


def choices(ids):
    rows = db.select(Comment.id, Comment.version).where(Comment.id.in_(ids)).order_by(Comment.id)
    return [Choice(*row) for row in db.session.execute(rows)]


def whats(room):
    return [re.split(r"\bUTC ", line)[-1] for line in lines(room)]


def test_it_works(room, carol, move, note):
    comment_id = carol.say()["id"]
    move(comment_id, "spam")
    note(old=2, new=5)

    room.open("/room/log")

    assert whats(room)[:2] == [
        "Changed a setting: Links that pass Before: 2 → Now: 5",
        f"Called spam: comment {comment_id} Before: pending → Now: spam",
    ]
    assert f'href="/room/blog/comments/{comment_id}/why"' in room.page
    assert lines(room)[0].startswith("Alice · ")


def test_a_decision_about_many_is_one_line_with_its_number(room, site, alice):
    outcome = decide(alice, choices(fill(site, 3)), "rejected")
    undo(alice, outcome.batch)

    room.open("/room/log", kind="decisions")

    assert whats(room) == [
        "Took a decision about 3 comments back. Before: rejected → Now: published",
        "Rejected 3 comments. Before: published → Now: rejected",
    ]


def test_a_decision_about_all_that_match_is_one_line_too(room, site, alice, note):
    fill(site, 3)
    note(subject="before")
    query = Query(status="published")
    seen = look(site.id, query)
    begin_sweep(alice, query, "spam", newest_id=seen.newest_id, seen_at=seen.seen_at)
    note(subject="after")
    go_through(lambda: False)

    room.open("/room/log")

    assert whats(room)[:3] == [
        "Changed a setting: after",
        "Called 3 comments spam.",
        "Changed a setting: before",
    ]


def test_people_are_named_by_what_they_are_called(room, erin):
    room.open("/room/people")
    room.send(f"/room/people/{erin.id}/role", role="owner")
    room.send("/room/people/invitations", email="frank@blog.example", role="viewer")
    room.send(f"/room/people/{erin.id}/remove")

    room.open("/room/log", kind="people")

    assert whats(room) == [
        "Removed Erin . Owner",
        "Invited frank@blog.example . Reads only",
        "Changed the role of Erin . Before: Moderator → Now: Owner",
    ]


@pytest.mark.parametrize(
    ("action", "subject", "values", "said"),
    [
        (
            "akismet_key.changed",
            "",
            {"old": "none", "new": "set"},
            "Changed the Akismet key. Before: not set → Now: set",
        ),
        (
            "term.blocked",
            "word: replica",
            {"new": "spam"},
            "Put a word on the blocklist: replica Before: nothing → Now: spam",
        ),
        ("thread.closed", "https://blog.example/x", {}, "Closed a discussion: https://blog.example/x"),
        (
            "setting.changed",
            "is_open",
            {"old": True, "new": False},
            "Changed a setting: Takes comments Before: Yes → Now: No",
        ),
        ("setting.changed", "list", {"new": ["a", "b"]}, 'Changed a setting: list Before: nothing → Now: ["a", "b"]'),
        (
            "setting.changed",
            "hold_at",
            {"old": 50, "new": 1000},
            "Changed a setting: Hold from Before: 50 → Now: 1,000",
        ),
        (
            "setting.changed",
            "sso_secret",
            {"old": "none", "new": "set"},
            "Changed a setting: Secret Before: not set → Now: set",
        ),
        (
            "badge.given",
            "7",
            {"old": "", "new": "teacher"},
            "Gave the author a badge: comment 7 Before: a reader → Now: the teacher",
        ),
        ("something.new", "x", {}, "something.new x"),
    ],
)
def test_each_kind_of_change_has_words(room, note, action, subject, values, said):
    note(action, subject, **values)

    room.open("/room/log")

    assert whats(room)[0].replace("&#34;", '"') == said


def test_every_change_that_a_service_notes_has_words():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "services").rglob("*.py"))
    places = ("templates/dashboard/log_words.html", "blueprints/dashboard/names.py")
    words = "".join((ROOT / place).read_text("utf-8") for place in places)

    actions = set(re.findall(r'note_change\([^)]*?"([a-z_]+\.[a-z_]+)"', source))

    assert len(actions) > 15
    assert {action for action in actions if f'"{action}"' not in words} == set()


def test_what_would_break_the_page_is_shown_as_it_is(room, note):
    note(subject="<script>x</script>", old="<img src=x onerror=y>", new={"<b>": "</li>"})

    room.open("/room/log")

    assert "<script>x" not in room.page
    assert "<img" not in room.page
    assert "<b>&" not in room.page
    assert "&lt;script&gt;x" in room.page


def test_one_may_ask_for_one_persons_lines(room, note, erin, site):
    note(subject="by alice")
    with transaction():
        note_change(site.id, erin.id, "setting.changed", "by erin")
        note_change(site.id, None, "setting.changed", "by nobody")

    room.open("/room/log", who=erin.id)
    assert whats(room) == ["Changed a setting: by erin"]

    room.open("/room/log", who=0, kind="settings")
    assert whats(room)[0] == "Changed a setting: by nobody"
    assert "by alice" not in room.text


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("settings", "setting.changed"),
        ("people", "role.changed"),
        ("blocked", "term.blocked"),
        ("discussions", "thread.closed"),
        ("comments", "comment.pinned"),
    ],
)
def test_one_may_ask_for_one_kind(room, note, carol, move, kind, seen):
    move(carol.say()["id"], "spam")
    for_each = ["setting.changed", "role.changed", "term.blocked", "thread.closed", "comment.pinned"]
    [note(action, f"it is {action}") for action in for_each]

    room.open("/room/log", kind=kind)

    assert [action for action in for_each if f"it is {action}" in room.text] == [seen]
    assert "Called spam" not in room.text


@pytest.mark.parametrize(
    "query",
    [
        {"who": "x"},
        {"who": "-1"},
        {"who": "9" * 16},
        {"kind": "all"},
        {"before": "x"},
        {"before": "1"},
        {"before": "1.2.3.4"},
        {"before": "9" * 40},
    ],
)
def test_what_can_not_be_asked_is_nowhere(room, query):
    assert room.open("/room/log", **query).status_code == 404


def test_reading_on_meets_every_line_once(room, note, site, alice):
    ids = fill(site, PAGE)
    [(decide(alice, choices([each]), "spam"), note(subject=f"number {each}")) for each in ids]

    seen, address = [], "/room/log"
    first, second, third = (_next(room, address, seen) for _ in range(3))

    assert (first, second, third) == (50, 50, 1)
    assert len(seen) == len(set(seen)) == 2 * PAGE + 1


def _next(room, start, seen):
    onward = re.search(r'rel="next" href="([^"]+)"', room.page)
    room.open(onward[1].replace("&amp;", "&") if onward else start)
    seen += whats(room)
    return len(lines(room))


def test_the_order_is_that_of_time(room, note, carol, move):
    note(subject="before")
    move(carol.say()["id"], "spam")
    note(subject="after")

    room.open("/room/log")

    assert [what.split(":")[0] for what in whats(room)][:3] == ["Changed a setting", "Called spam", "Changed a setting"]
    assert "after" in whats(room)[0]


def test_owners_take_the_whole_log_home(room, site, alice, note, read_csv):
    ids = fill(site, 2)
    decide(alice, choices(ids), "spam")
    note(old=[1], new="x")

    rows = read_csv()

    assert [row["action"] for row in rows] == ["site.created", "decided", "decided", "setting.changed"]
    assert [row["subject"] for row in rows] == ["blog", *map(str, ids), "links_max"]
    assert rows[1]["batch"] == rows[2]["batch"] != ""
    assert (rows[3]["who"], rows[3]["email"], rows[3]["old"], rows[3]["new"]) == (
        "Alice",
        "alice@blog.example",
        "[1]",
        "x",
    )


def test_the_same_stands_in_json_lines(room, note, read_csv):
    note(old=2, new={"a": [1]})

    answer = room.open("/room/log.jsonl")

    told = [json.loads(line) for line in answer.text.splitlines()]
    assert told[-1]["old"] == 2
    assert told[-1]["new"] == {"a": [1]}
    assert [line["action"] for line in told] == [row["action"] for row in read_csv()]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="blog-log.jsonl"'


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_a_formula(room, note, read_csv, begin):
    note(subject=f"{begin}cmd|' /C calc'!A0", old=f"{begin}1", new="harmless = so")

    row = read_csv()[-1]

    assert row["subject"].startswith("'")
    assert row["old"].startswith("'")
    assert row["new"] == "harmless = so"


def test_a_name_with_lines_and_quotes_stays_in_its_cell(room, note, read_csv):
    note(subject='a "quoted",\r\nsecond line; ; "')

    assert read_csv()[-1]["subject"] == 'a "quoted",\r\nsecond line; ; "'


def test_a_long_log_comes_in_pieces(room, alice, monkeypatch, read_csv):
    monkeypatch.setattr("services.moderation.export_log.STEP", 7)
    with transaction():
        [note_change(alice.site_id, alice.id, "setting.changed", str(n)) for n in range(21)]

    rows = read_csv()

    assert [row["subject"] for row in rows][1:] == [str(n) for n in range(21)]
    assert "Content-Length" not in room.open("/room/log.csv").headers


@pytest.mark.parametrize(
    ("role", "page", "whole"), [("viewer", 403, 403), ("moderator", 200, 403), ("owner", 200, 200)]
)
def test_r10_who_may_read_it(app, site, alice, role, page, whole):
    room = Room(app).enter(add_moderator(site, "victor@blog.example", "Victor", role=role))

    assert room.open("/room/log").status_code == page
    assert room.open("/room/log.csv").status_code == whole
    assert room.open("/room/log.jsonl").status_code == whole


def test_r10_the_log_of_another_site_is_nowhere(daves_room, note, alice):
    note(subject="a secret of the blog")

    daves_room.open("/room/log", who=alice.id)
    assert "secret" not in daves_room.page
    daves_room.open("/room/log.csv")
    assert "secret" not in daves_room.page
    daves_room.site_key = "blog"
    assert daves_room.open("/room/blog/log.csv").status_code == 404


def test_r10_dave_in_his_own_room_sees_his_own_lines_only(daves_room, site):
    daves_room.open("/room/log")

    assert whats(daves_room) == ["Created the site: other"]


@pytest.mark.parametrize("statement", [Change.__table__.delete(), Change.__table__.update().values(subject="forged")])
def test_nobody_changes_it(note, app, statement):
    note()

    with pytest.raises(DatabaseError, match="the log is never changed"), transaction() as session:
        session.execute(statement)


def test_r21_signing_in_is_no_line_of_it(guest, room):
    guest.send("/room/sign-in", email="alice@blog.example", password="not the password")

    room.open("/room/log")

    assert whats(room) == ["Created the site: blog"]
