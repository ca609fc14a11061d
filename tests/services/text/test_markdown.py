"""Why no text costs more than its length: facts of the grammar. How fast it is, `python -m bench.text_worst` tells."""

import pytest

from services.text.markdown import Markdown, nesting, tags


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
    ("source", "count"),
    [("", 0), ("a\nb", 3), ("- a\n- b", 6), ("*a* http://b.example `c`", 8), ("***", 1), ("    a", 4), ("```\na", 4)],
)
def test_it_tells_how_many_tags_a_text_becomes(source, count):
    markdown = Markdown(20)

    assert tags(markdown.parse(source)) == count == markdown.render(source).count("<")
