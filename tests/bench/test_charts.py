from xml.etree.ElementTree import Element, fromstring

import pytest

from bench.charts import bar_chart, line_chart, share_chart

SVG = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[str]:
    return [each.text or "" for each in fromstring(picture).iter(f"{SVG}text")]


def bars(picture: str) -> list[Element]:
    return list(fromstring(picture).iter(f"{SVG}rect"))


def test_it_works():
    picture = bar_chart("Speed", [("service", 200.0), ("other", 100.0)], "answers a second")

    assert {"Speed", "service", "other", "200", "100"} <= set(words(picture))
    assert [bar.get("class") for bar in bars(picture)] == ["ours", "bar"]


def test_a_bar_is_as_long_as_its_value():
    first, second = bars(bar_chart("Speed", [("service", 200.0), ("other", 100.0)], "answers a second"))

    assert float(first.get("width", 0)) == 2 * float(second.get("width", 0))


@pytest.mark.parametrize(("even", "unit"), [(False, "bytes, logarithmic"), (True, "bytes")])
def test_values_far_apart_stand_on_a_logarithmic_scale_unless_it_must_be_even(even: bool, unit: str):
    assert unit in words(bar_chart("Size", [("a", 1.0), ("b", 5_000.0)], "bytes", even=even))


def test_a_dark_page_has_its_own_colours():
    assert "prefers-color-scheme: dark" in bar_chart("Speed", [("service", 1.0)], "a second")


def test_parts_fill_their_bar_and_stand_in_the_legend():
    shares = {"read": {f"part {number}": 0.05 for number in range(20)}}

    picture = share_chart("Where it goes", shares, {"read": "1.2 ms"})

    assert {"part 0", "part 19", "read", "1.2 ms"} <= set(words(picture))
    assert sum(float(bar.get("width", 0)) for bar in bars(picture)[:20]) == pytest.approx(520)


def test_names_at_the_ends_of_lines_do_not_stand_on_each_other():
    line = [(10.0, 50.0), (1_000.0, 50.0)]

    picture = fromstring(line_chart("Reads", {"sqlite": line, "postgresql": line}))

    heights = {each.text: float(each.get("y", 0)) for each in picture.iter(f"{SVG}text")}
    assert heights["postgresql"] - heights["sqlite"] >= 16
