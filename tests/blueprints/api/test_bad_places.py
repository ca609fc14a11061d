"""A comment for a place that is not there, or on a form that is not its own, stores nothing."""

from datetime import timedelta

import pytest

from models import now
from services.identity.tokens import Tokens
from tests.answers import refused
from tests.cast import BLOG, OTHER
from tests.tables import stored


def test_it_works(carol):
    answer = carol.write("Hello.")

    assert answer.status_code == 201
    assert stored()["comment"] == stored()["used_form"] == 1


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
    form = Tokens("another key of the same length!!").open_form(site.id, "url:blog.example/article").token

    answer = carol.post(carol.body("Hello.", form=form))

    assert refused(answer)[1] == "form_foreign"


def test_a_visitor_token_is_no_form(carol):
    carol.open_form()

    answer = carol.post(carol.body("Hello.", form=carol.token))

    assert refused(answer)[1] == "form_foreign"
