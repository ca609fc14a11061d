from datetime import timedelta

import pytest

from blueprints.api.schemas.told import FormTold
from models import now, transaction
from tests.cast import BLOG, OTHER, PAGE
from tests.tables import stored


def test_it_works(carol):
    form = carol.open_form()

    answer = carol.post(carol.body("Hello.", form=form["form"]))

    assert answer.status_code == 201
    assert stored()["used_form"] == 1


def test_it_is_what_the_reference_says(carol):
    FormTold().load(carol.get("/form").json)


def test_opening_a_form_stores_nothing(carol):
    carol.open_form()
    carol.open_form()

    assert stored() == {}


def test_it_says_how_long_a_person_needs(carol, site):
    with transaction():
        site.form_wait = 7

    assert carol.open_form()["wait"] == 7


def test_each_form_is_another(carol):
    assert carol.open_form()["form"] != carol.open_form()["form"]


def test_a_visitor_stays_the_same(carol):
    first = carol.open_form()["visitor"]

    assert carol.open_form()["visitor"] == first


def test_a_new_visitor_is_a_new_person(carol):
    first = carol.open_form()["visitor"]
    carol.token = None

    assert carol.open_form()["visitor"] != first


def test_a_page_of_another_origin_gets_no_form(carol):
    answer = carol.get("/form", url=f"{OTHER}/article")

    assert answer.status_code == 403
    assert answer.json["error"]["code"] == "foreign_origin"


def test_a_form_is_for_every_spelling_of_its_page(carol):
    form = carol.open_form(url=f"{PAGE}/?utm_source=x#part")["form"]

    assert carol.post(carol.body("Hello.", form=form)).status_code == 201


def test_a_form_is_for_its_key(carol):
    form = carol.open_form(thread="lesson-3")["form"]

    assert carol.post(carol.body("Hello.", form=form, thread="lesson-4")).json["error"]["code"] == "form_foreign"
    assert carol.post(carol.body("Hello.", form=form, thread="lesson-3", url=f"{BLOG}/x")).status_code == 201


@pytest.mark.parametrize(("hours", "status"), [(-23, 201), (0, 201), (23, 201), (25, 422), (-25, 422)])
def test_a_form_lasts_a_day_whatever_the_clock_does(carol, time_machine, hours, status):
    form = carol.open_form()["form"]
    time_machine.move_to(now() + timedelta(hours=hours))

    answer = carol.post(carol.body("Hello.", form=form))

    assert answer.status_code == status


def test_a_form_that_was_refused_for_a_field_may_be_sent_again(carol):
    form = carol.open_form()["form"]
    carol.post(carol.body("Hello.", form=form, email="no"))

    answer = carol.post(carol.body("Hello.", form=form, email="carol@blog.example"))

    assert answer.status_code == 201


def test_a_form_that_was_refused_as_a_duplicate_may_be_sent_again(carol):
    carol.say("Hello.")
    form = carol.open_form()["form"]
    carol.post(carol.body("Hello.", form=form))

    answer = carol.post(carol.body("Hello again.", form=form))

    assert answer.status_code == 201
