"""Why no text costs more than its length: facts of the grammar. How fast it is, `python -m bench.text_worst` tells."""

import pytest

from services.text.markdown import Markdown, elements, nesting


def test_it_works():
    assert Markdown(20).render("*a*") == "<p><em>a</em></p>\n"


def test_the_parser_s_own_links_and_html_and_tables_are_off():
    rules = Markdown(20).get_active_rules()

    assert {"linkify", "html_inline", "html_block", "table"}.isdisjoint(set().union(*rules.values()))


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("", 0),
        ("a", 1),
        ("*a*", 2),
        ("> a", 2),
        ("- a", 2),
        ("- a\n\n  b", 3),
        ("> - *a [**b**](http://c.example)*", 6),
    ],
)
def test_it_tells_how_deep_a_text_nests(source, depth):
    assert nesting(Markdown(20).parse(source)) == depth


@pytest.mark.parametrize("limit", [1, 5, 20])
def test_what_the_parser_drops_is_seen_in_its_nesting(limit):
    markdown = Markdown(limit)
    whole, cut = (markdown.parse("> " * quotes + "word") for quotes in (limit - 1, 1_000))

    assert nesting(whole) == limit
    assert nesting(cut) > limit


@pytest.mark.parametrize(
    ("source", "count"), [("", 0), ("a\nb", 2), ("- a\n- b", 3), ("*a* http://b.example", 3), ("***", 1), ("    a", 2)]
)
def test_it_tells_how_many_elements_a_text_makes(source, count):
    assert elements(Markdown(20).parse(source)) == count
