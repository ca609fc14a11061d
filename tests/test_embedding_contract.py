"""What a page may rely on is written in docs/embedding.md: all of it, and nothing that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs/embedding.md").read_text("utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", DOCUMENT))
MODULES = {path.stem: path.read_text("utf-8") for path in (ROOT / "widget").rglob("*.js") if "built" not in path.parts}
SHEETS = "".join(path.read_text("utf-8") for path in sorted((ROOT / "widget/chiosa").glob("*.css")))
SHAPES = (ROOT / "widget/chiosa/types.d.ts").read_text("utf-8")


def names(pattern: str, text: str) -> list[str]:
    """The words in what the pattern finds first."""
    found = re.search(pattern, text, re.DOTALL)
    assert found
    return re.findall(r"[\w-]+", found[1])


ATTRIBUTES = names(r"const NAMES = \[(.*?)\]", MODULES["options"])
EVENTS = re.findall(r"^  (\w+): {", re.search(r"type Details = {(.*?)\n};", SHAPES, re.DOTALL)[1], re.MULTILINE)
CALLS = [name for name in names(r"\nexport {(.*?)}", MODULES["embed"]) if name] + ["countLinks"]
LATE = dict(re.findall(r"late\('([\w-]+)', \[([^\]]*)\]", MODULES["embed"]))
PROPERTIES = sorted(set(re.findall(r"--chiosa-[a-z-]+", SHEETS)))
PARTS = sorted(
    {
        part
        for text in MODULES.values()
        for told in re.findall(r"\bpart: '([^']+)'|part\.add\('([^']+)'\)", text)
        for part in " ".join(told).split()
    }
)


def test_it_works():
    assert "lazy" in DOCUMENT
    assert {"site", "token"} <= set(ATTRIBUTES)
    assert {"ready", "error"} <= set(EVENTS)
    assert {"button", "comments"} <= set(PARTS)


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_attribute_is_documented(attribute):
    row = rf"^\| `{attribute}`[^|]*\| [^|]+ \| [^|]+ \|$"

    assert re.search(row, DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_documented(event):
    assert re.search(rf"^\| `chiosa:{event}` \|", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize("call", CALLS)
def test_every_call_is_documented(call):
    assert re.search(rf"^\| `{call}\(", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize("element", LATE)
def test_every_attribute_of_the_small_elements_is_documented(element):
    row = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `{element}`"))

    assert [name for name in names("(.*)", LATE[element]) if f"`{name}`" not in row] == []


def test_every_property_is_documented_and_no_other():
    assert {name for name in NAMED if name.startswith("--chiosa-")} == set(PROPERTIES)


def test_every_part_is_documented():
    assert [part for part in PARTS if part not in NAMED] == []


def test_no_part_is_documented_that_nobody_makes():
    table = DOCUMENT[DOCUMENT.index("| where | parts |") : DOCUMENT.index("## Languages")]
    made = set(PARTS) | {
        word for text in MODULES.values() for word in re.findall(r"'(form|question|text|name|email|website)'", text)
    }
    statuses = set(names(r"type Status = (.*?);", SHAPES))
    named = {name.removesuffix("-input") for name in re.findall(r"`([\w-]+)`", table)}

    assert named - made - statuses == {"comment", "input", "chiosa-latest"}


def imported(name: str) -> set[str]:
    """The modules that come with this one before it runs."""
    return set(re.findall(r"^import (?:[^'(]*? from )?'(?:\./|\./chiosa/)(\w+)\.js'", MODULES[name], re.MULTILINE))


def test_the_script_names_every_module_of_the_first_view():
    """So the browser asks for all of them at once."""
    reached = imported("embed")
    while further := set().union(*map(imported, reached)) - reached:
        reached |= further

    assert reached - imported("embed") == set()
