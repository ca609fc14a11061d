"""A form that comes back from elsewhere than it was opened: known without keeping from where that was."""

import pytest
from itsdangerous import URLSafeSerializer

from models import Signal, db

PHONE = "Carol's telephone"


def said() -> list[tuple[float, str]]:
    db.session.rollback()
    signals = db.select(Signal.certainty, Signal.reason).where(Signal.check == "moved")
    return [tuple(row) for row in db.session.execute(signals)]


def test_it_works(carol):
    form = carol.fill_in(carol.open_form())
    carol.ip = "198.51.100.7"

    carol.post(carol.body("Hello.", **form), **{"User-Agent": PHONE})

    assert said() == [(0.45, "Its form was opened from another browser and another network")]


@pytest.mark.parametrize("ip", ["192.0.2.30", "192.0.2.31"])
def test_the_same_neighbourhood_is_the_same_network(carol, ip):
    form = carol.fill_in(carol.open_form())
    carol.ip = ip

    carol.post(carol.body("Hello.", **form))

    assert said() == []


def test_a_traveller_is_hardly_doubted(carol):
    form = carol.fill_in(carol.open_form())
    carol.ip = "2001:db8::7"

    carol.post(carol.body("Hello.", **form))

    assert said() == [(0.1, "Its form was opened from another network")]


def test_another_browser_is_doubted_a_little(carol):
    form = carol.fill_in(carol.open_form())

    carol.post(carol.body("Hello.", **form), **{"User-Agent": PHONE})

    assert said() == [(0.3, "Its form was opened from another browser")]


def test_from_where_a_form_was_opened_stands_in_it_for_nobody_to_read(carol):
    forms = [carol.open_form()["form"], carol.open_form()["form"]]

    first, second = (URLSafeSerializer("another key").loads_unsafe(form)[1] for form in forms)

    assert "192.0.2" not in str(first)
    assert "Carol" not in str(first)
    assert not set(first[-1].values()) & set(second[-1].values())
