"""The recipes: each file has its place in docs/recipes.md, and none tells the widget what it does not know."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/recipes.md"
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "recipes").rglob("*") if path.is_file())
TEXTS = ["docs/recipes.md", *FILES]


def words(pattern: str, module: str) -> set[str]:
    """The names that stand in what the pattern finds in a module of the widget."""
    found = re.search(pattern, (ROOT / "widget" / module).read_text("utf-8"))
    assert found
    return set(re.findall(r"\w+", found[1]))


KNOWN = words(r"const NAMES = \[(.*?)\]", "chiosa/options.js") | words(r"const {(.*?)} = script\.dataset", "embed.js")
ELEMENTS = {"chiosa-thread", "chiosa-count", "chiosa-latest"}


def test_it_works():
    assert "recipes/wordpress/chiosa.php" in FILES
    assert {"site", "thread", "counts"} <= KNOWN


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_its_place_on_the_page(file):
    assert f"[{file}](../{file})" in PAGE.read_text("utf-8")


def test_the_page_links_to_no_file_that_is_not_there():
    linked = re.findall(r"\]\(\.\./(recipes/[^)]+)\)", PAGE.read_text("utf-8"))

    assert sorted(linked) == FILES


@pytest.mark.parametrize("text", TEXTS)
def test_a_recipe_tells_only_what_the_widget_reads(text):
    told = re.findall(r"\bdata-(\w+)", (ROOT / text).read_text("utf-8"))

    assert set(told) <= KNOWN


@pytest.mark.parametrize("text", TEXTS)
def test_a_recipe_uses_only_elements_that_there_are(text):
    used = re.findall(r"(?:<|is=\")(chiosa-\w+)", (ROOT / text).read_text("utf-8"))

    assert set(used) <= ELEMENTS


@pytest.mark.parametrize("text", TEXTS)
def test_a_recipe_asks_only_for_addresses_that_the_service_has(text, app):
    asked = re.findall(r"(?:/(?:embed|feeds)/[\w.]+|/embed\.js)", (ROOT / text).read_text("utf-8"))

    assert [path for path in asked if not app.url_map.bind("").test(path)] == []


@pytest.mark.parametrize("text", [text for text in TEXTS if "/embed.js" in (ROOT / text).read_text("utf-8")])
def test_every_recipe_that_embeds_links_to_the_page_without_a_script(text):
    assert re.search(r"/embed/thread[?']", (ROOT / text).read_text("utf-8"))
