"""What became of the comments: a story by hand, and each figure of it."""

import csv
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
import time_machine

from models import Site, Thread, db, transaction
from services.sites.change_site import block
from services.sites.create_site import add_moderator
from tests.cast import BLOG

SVG = "{http://www.w3.org/2000/svg}"
LINKS = "https://a.example https://b.example https://c.example"
FORMULA = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def story(site, carol, mallory, move):
    """On a Monday in March five comments come; alice decides ten minutes later, and then it is Tuesday."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        block(site, "word", "casino")
        with transaction():
            site.hold = "nothing"
        wanted, missed = carol.say("Good morning."), carol.say("Cheap watches.", url=f"{BLOG}/busy")
        doubted, wronged = carol.say(LINKS, url=f"{BLOG}/busy"), carol.say("My casino night.", url=f"{BLOG}/busy")
        mallory.say("Come to the casino.")
        clock.shift(timedelta(minutes=10))
        move(doubted["id"], "published")
        move(wronged["id"], "published")
        move(missed["id"], "spam")
        clock.shift(timedelta(days=1))
        yield wanted


@pytest.fixture
def seen(story, room):
    """alice opens the page on Tuesday."""
    room.open("/room/insight")
    return room


@pytest.fixture
def rows(story, room):
    def read(chart, **query):
        return list(csv.reader(StringIO(room.open(f"/room/insight/{chart}.csv", **query).text)))

    return read


def test_it_works(seen):
    assert "sent from Feb 2, 2026 to Mar 3, 2026" in seen.text
    assert '<a href="/room/blog/insight" aria-current="page">Insight</a>' in seen.page


@pytest.mark.parametrize(
    "words",
    [
        "Mar 2, 2026 3 0 2 0 0",
        "Blocklist 2",
        "Number of links 1",
        "Called spam, then published 1 of 2 50%",
        "Held in doubt, then published 1 of 1 100%",
        "Published at once, then spam 1 of 2 50%",
        "Half of them waited no longer than 10 minutes 90 of 100 waited no longer than 10 minutes",
        "10 to 60 minutes 1",
    ],
)
def test_each_figure_is_told(seen, words):
    assert words in seen.text


@pytest.mark.parametrize(
    ("chart", "line"),
    [
        ("comments", ["2026-03-02", "3", "0", "2", "0", "0"]),
        ("checks", ["blocklist", "2"]),
        ("mistakes", ["2026-03-02", "2", "1", "1", "1", "1", "1", "2", "1", "1"]),
        ("waiting", ["3600", "1"]),
        ("pages", [f"{BLOG}/busy", "", "2", "3"]),
    ],
)
def test_each_chart_is_a_sheet_too(rows, chart, line):
    assert line in rows(chart)


@pytest.mark.parametrize(("days", "lines"), [(30, 31), (90, 91), (365, 366)])
def test_a_sheet_has_each_day_of_its_window(rows, days, lines):
    assert len(rows("comments", days=days)) == lines


def test_of_a_year_the_picture_shows_weeks(story, room):
    room.open("/room/insight", days=365)

    assert "Comments per week" in room.text
    assert "Week of Mar 2, 2026: 5 comments" in room.text


def test_a_page_leads_to_its_comments(seen):
    assert re.search(r'href="/room/blog/\?status=published&amp;page=https://blog.example/busy"', seen.page)


def test_pictures_are_told_and_obey_the_policy(seen):
    pictures = [ElementTree.fromstring(each) for each in re.findall(r"<svg xmlns.+?</svg>", seen.page, re.DOTALL)]

    assert [picture.findtext(f"{SVG}title") for picture in pictures] == [
        "Comments per day, by what became of them",
        "Where people said otherwise, by weeks",
    ]
    assert all(picture.findtext(f"{SVG}desc") for picture in pictures)
    assert "style=" not in seen.page
    assert "<style" not in seen.page


@pytest.mark.parametrize(
    ("chart", "title", "told"),
    [
        ("checks", "Which check caught what", "67% of all"),
        ("waiting", "How long comments waited for a person", "100% of all"),
        ("pages", "The most discussed pages", "67% of all"),
    ],
)
def test_each_bar_in_a_table_is_told_too(seen, chart, title, told):
    bars = [ElementTree.fromstring(each) for each in re.findall(r'<svg class="share".+?</svg>', seen.page, re.DOTALL)]

    mine = [bar for bar in bars if bar.get("aria-labelledby").startswith(f"bar-{chart}-")]

    assert told in {bar.findtext("title") for bar in mine}
    assert {bar.findtext("desc") for bar in mine} == {title}


@pytest.mark.parametrize("title", [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_r2_a_title_is_no_formula_in_a_sheet(rows, title):
    with transaction():
        db.session.execute(db.update(Thread).values(title=title))

    assert [line[1] for line in rows("pages")[1:]] == [f"'{title}"] * 2


def test_r2_a_title_is_text_on_the_page(story, room):
    with transaction():
        db.session.execute(db.update(Thread).values(title="<script>alert(1)</script>"))

    room.open("/room/insight")

    assert "&lt;script&gt;alert(1)" in room.page


def test_an_empty_site_is_told_that_there_is_nothing(room):
    room.open("/room/insight")

    assert "No comment was sent here in the last 30 days, so there is nothing to show yet." in room.text
    assert "<svg xmlns" not in room.page


def test_what_was_discarded_is_told(room, site):
    with transaction():
        Site.of(site.id).discarded_count = 3

    room.open("/room/insight")

    assert "3 comments were too plain spam to be kept" in room.text


@pytest.mark.parametrize("path", ["/room/insight", "/room/insight/comments.csv"])
@pytest.mark.parametrize("days", ["0", "31", "-30", "30.0", "٣٠", "x" * 5000])
def test_other_windows_do_not_exist(room, path, days):
    assert room.open(path, days=days).status_code == 404


@pytest.mark.parametrize("chart", ["nothing", "comments.csv", "%2e%2e"])
def test_other_charts_do_not_exist(room, chart):
    assert room.open(f"/room/insight/{chart}.csv").status_code == 404


def test_a_viewer_may_see_it(story, site, room):
    viewer = add_moderator(site, "vera@blog.example", "Vera", role="viewer")

    assert room.enter(viewer).open("/room/insight").status_code == 200


def test_r10_another_sites_figures_are_not_there(story, daves_room):
    daves_room.open("/room/insight")

    assert "No comment was sent here" in daves_room.text
    assert daves_room.client.get("/room/blog/insight").status_code == 404
    assert daves_room.client.get("/room/blog/insight/pages.csv").status_code == 404


def test_nobody_personal_is_named(seen):
    assert "Carol" not in seen.page
    assert "Mallory" not in seen.page
