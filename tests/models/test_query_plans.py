"""What SQLite does for a request may depend on the discussion, never on how many comments the site has."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

import config as settings
from app import create_app
from models import Site, db, now, transaction
from services.insight.arrivals import arrivals
from services.insight.conclusions import conclusions
from services.insight.discussed import most_discussed
from services.insight.waits import waits
from services.insight.window import Window
from services.moderation.discussions import read_discussions
from services.moderation.queue import read_queue
from services.moderation.search import Query
from services.sites.create_site import create_site
from tests.cast import BLOG, PAGE, Reader

WHOLE_SITE = re.compile(
    r"(SCAN (comment|decision|origin|person|vote|reaction|report|band|linked_domain)\b"
    r"|\b(comment|decision|origin|person|vote|reaction|report|band|linked_domain) USING .*\(site_id=\?\)"
    r"|\bcomment USING .*\(site_id=\? AND parent_id>)"
)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(settings.load({"CHIOSA_DATA_DIR": str(tmp_path), "CHIOSA_CACHE_MEGABYTES": "0"}))
    with app.app_context():
        upgrade()
        create_site("blog", "Alice's blog", BLOG, form_wait=0, hold="nothing")
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def carol(sqlite: Flask) -> Reader:
    reader = Reader(sqlite.test_client(), "Carol")
    for name in ("first", "second"):
        root = reader.say(f"The {name} thought about this article, long enough to be compared.")
        reader.say(f"An answer to the {name} thought.", parent=root["id"])
    return reader


@pytest.fixture
def whole_site_walks(sqlite: Flask, carol: Reader) -> Iterator[list[str]]:
    """Steps of the plans of the queries from now on that go through all that a site has."""
    steps: list[str] = []

    def look(_connection, cursor, statement, parameters, *_):
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            plan = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(f"{step[3]}: {statement}" for step in plan if WHOLE_SITE.search(step[3]))

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", look)
    yield steps
    event.remove(db.engine, "before_cursor_execute", look)


def test_it_works(whole_site_walks: list[str]) -> None:
    db.session.execute(db.text("SELECT count(*) FROM comment")).all()

    assert len(whole_site_walks) == 1


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_reading_a_discussion_looks_at_no_other(carol: Reader, whole_site_walks: list[str], sort: str) -> None:
    told = carol.read(sort=sort)

    assert told["thread"]["count"] == 4
    assert whole_site_walks == []


def test_the_pinned_ones_are_looked_for_among_the_pinned_ones(sqlite: Flask, carol: Reader) -> None:
    plans: list[str] = []

    def look(_connection, cursor, statement, parameters, *_):
        if "comment.pinned_at IS NOT NULL" in statement:
            plans.extend(step[3] for step in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(db.engine, "before_cursor_execute", look)
    carol.read()

    assert plans == ["SEARCH comment USING INDEX ix_comment_pinned (site_id=? AND thread_id=? AND pinned_at>?)"]


def test_writing_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str]) -> None:
    carol.say("Another thought about this article, long enough to be compared.")

    assert whole_site_walks == []


def test_every_check_of_a_comment_has_its_index(carol: Reader, whole_site_walks: list[str]) -> None:
    text = "Das ist ein Text, der nicht in der Sprache der Seite ist und auf https://one.example und mehr zeigt."

    comment = carol.say(f"{text} Auch das noch.", website="https://three.example")
    carol.change(comment["id"], text)

    assert whole_site_walks == []


def test_asking_for_ones_own_looks_at_no_others(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.get("/mine").json

    assert len(told["comments"]) == 4
    assert whole_site_walks == []


def test_counting_looks_at_no_comment(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.client.get("/api/v1/counts", query_string={"site": "blog", "url": PAGE}).json

    assert told == {"counts": {PAGE: 4}}
    assert whole_site_walks == []


@pytest.mark.parametrize("feed", ["thread", "replies"])
def test_a_feed_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str], feed: str) -> None:
    asked = {"thread": {"url": PAGE}, "replies": {"comment": 1}}[feed]

    told = carol.client.get(f"/feeds/{feed}.json", query_string={"site": "blog", **asked}).json

    assert len(told["items"]) == {"thread": 4, "replies": 1}[feed]
    assert whole_site_walks == []


def test_the_feed_of_a_reply_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.client.get("/feeds/replies.json?site=blog&comment=2").json

    assert told["items"] == []
    assert whole_site_walks == []


def test_the_feed_of_a_site_takes_its_newest_from_an_index(carol: Reader, whole_site_walks: list[str]) -> None:
    told = carol.client.get("/feeds/site.json?site=blog").json

    assert len(told["items"]) == 4
    assert whole_site_walks == []


def test_the_page_without_a_script_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str]) -> None:
    page = carol.client.get("/embed/thread", query_string={"site": "blog", "url": PAGE, "comment": 2}).text

    assert "An answer to the first thought." in page
    assert whole_site_walks == []


def test_reading_on_below_a_root_looks_at_no_other_discussion(carol: Reader, whole_site_walks: list[str]) -> None:
    page = carol.client.get("/embed/thread", query_string={"site": "blog", "url": PAGE, "replies": 1}).text

    assert "An answer to the first thought." in page
    assert whole_site_walks == []


@pytest.fixture
def dan(sqlite: Flask) -> Reader:
    return Reader(sqlite.test_client(), "Dan", ip="192.0.2.44")


def test_voting_and_reporting_look_at_no_other_comment(dan: Reader, whole_site_walks: list[str]) -> None:
    answers = [dan.vote(1), dan.vote(1, 0), dan.report(1)]

    assert [answer.status_code for answer in answers] == [200, 200, 201]
    assert whole_site_walks == []


def test_reacting_looks_at_no_other_discussion(dan: Reader, whole_site_walks: list[str]) -> None:
    with transaction():
        db.session.execute(db.update(Site).values(reactions="👍"))

    answers = [dan.react("👍"), dan.react("👍", False)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert whole_site_walks == []


def test_forgetting_addresses_looks_only_at_those_that_are_known(
    sqlite: Flask, dan: Reader, whole_site_walks: list[str]
) -> None:
    dan.vote(1)

    sqlite.extensions["jobs"].forget()

    assert [step for step in whole_site_walks if "UPDATE vote" in step or "UPDATE reaction" in step] == []


def test_forgetting_e_mail_addresses_looks_only_at_those_that_are_known(
    sqlite: Flask, carol: Reader, whole_site_walks: list[str]
) -> None:
    with transaction():
        db.session.execute(db.update(Site).values(email_days=30))

    sqlite.extensions["jobs"].forget()

    assert [step for step in whole_site_walks if "email" in step and "ix_person_email" not in step] == []


def test_forgetting_what_near_copies_are_found_by_looks_at_the_last_weeks_alone(
    sqlite: Flask, whole_site_walks: list[str]
) -> None:
    sqlite.extensions["jobs"].forget()

    assert [step for step in whole_site_walks if "band" in step or "min(" in step] == []


def test_who_is_trusted_is_told_from_their_own_comments(
    sqlite: Flask, carol: Reader, whole_site_walks: list[str]
) -> None:
    with transaction():
        db.session.execute(db.update(Site).values(hold="first", trust_comments=3, trust_days=7))

    status = carol.say("Another thought about this article.")["status"]

    assert (status, whole_site_walks) == ("pending", [])


def test_a_report_is_weighed_by_its_own_comment_and_people(
    sqlite: Flask, carol: Reader, dan: Reader, whole_site_walks: list[str]
) -> None:
    dan.report(1)
    Reader(sqlite.test_client(), "Noa", ip="198.51.100.7").report(1)

    told = dan.get("/mine").json["reports"]

    assert (told, whole_site_walks) == ({"1": "open"}, [])


def test_discussions_are_listed_without_a_look_at_all_comments(
    sqlite: Flask, carol: Reader, whole_site_walks: list[str]
) -> None:
    page = read_discussions(1)

    assert [item.thread.comment_count for item in page.items] == [4]
    assert whole_site_walks == []


@pytest.mark.parametrize("status", ["published", "pending"])
def test_what_is_told_beside_each_comment_of_the_queue_is_looked_up(
    sqlite: Flask, carol: Reader, dan: Reader, whole_site_walks: list[str], status: str
) -> None:
    dan.say("A third thought about this article, long enough to be compared.")

    page = read_queue(1, Query(status))

    assert len(page.items) == {"published": 4, "pending": 1}[status]
    assert whole_site_walks == []


def test_each_chart_is_read_from_one_index_alone(sqlite: Flask, carol: Reader) -> None:
    window, plans = Window.of(1, 365, now().date()), []

    def look(_connection, cursor, statement, parameters, *_):
        plans.extend(step[3] for step in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(db.engine, "before_cursor_execute", look)
    found = conclusions(window)
    told = [found, arrivals(window, found), waits(window), most_discussed(window)]

    assert all(told)
    walks = [step for step in plans if step.startswith(("SEARCH comment", "SCAN comment"))]
    assert len(walks) == 3
    assert {
        step for step in walks if "COVERING INDEX ix_comment_created (site_id=? AND created_at>" not in step
    } == set()
