"""The shape of the house: what is promised in one place stands in the other."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from app import create_app
from blueprints import errors
from config import VERSION, Config
from models import db
from services.errors import Refusal

ROOT = Path(__file__).parents[1]
LOCALES = sorted(path.stem for path in (ROOT / "locales").glob("*.json"))

# What a reader's widget can meet: everything that the API's door leads to. The rest is said in the moderation room.
READERS = ["blueprints/api", "blueprints/context.py", "blueprints/errors.py", "services/discussion", "services/reading"]
READERS += ["services/identity/tokens.py", "services/pages.py", "services/reacting"]
OF_ACCOUNTS = {"account", "account_session", "sign_in_link"}
"""Whoever signs in may be something at several sites."""
NEVER_IN_A_WIDGET = {"forged", "forbidden", "method_not_allowed"}


def refusals(*places: str) -> set[str]:
    """The codes of all refusals in these files."""
    families = {family.__name__ for family in Refusal.__subclasses__()} | {"tell"}
    return {code for place in places for path in _files(place) for code in _codes(path, families)}


def _files(place: str) -> list[Path]:
    return [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))


def _codes(path: Path, families: set[str]) -> Iterator[str]:
    """The first text of each call to one of the families; `tell` has the status before it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in families:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from texts[:1]


def words(locale: str) -> set[str]:
    """What the widget has words for in a locale, by path, such as errors.busy."""
    told = json.loads((ROOT / f"locales/{locale}.json").read_text("utf-8"))
    groups = [group for part in ("read", "write") for group in told[part].items()]
    return {f"{name}.{each}" for name, group in groups if isinstance(group, dict) for each in group}


def test_it_works():
    assert {"duplicate", "form_used", "busy", "internal", "foreign_origin"} <= refusals(*READERS)
    assert {"errors.duplicate", "fields.too_long", "form.send"} <= words("en")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_error_that_a_reader_can_meet_has_words(locale):
    codes = refusals(*READERS) | {code for code, _ in errors.HTTP_CODES.values()}

    assert {f"errors.{code}" for code in codes - NEVER_IN_A_WIDGET} - words(locale) == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_of_a_field_has_words(locale):
    assert {f"fields.{code}" for code in errors.FIELD_MESSAGES} - words(locale) == set()


def test_no_locale_has_words_for_an_error_that_nobody_makes():
    said = {name.removeprefix("errors.") for name in words("en") if name.startswith("errors.")}

    assert said - refusals("blueprints", "services") - {code for code, _ in errors.HTTP_CODES.values()} == {
        "unreachable"
    }


def test_every_field_code_that_is_given_is_explained():
    given = re.compile(r'(?:fields=\{[^}]*?: |ValidationError\(|\["?\w+"?\] = )"(\w+)"')
    places = ("blueprints/api", "services/discussion", "services/pages.py", "services/reacting")
    files = [path for place in places for path in _files(place)]
    codes = {code for path in files for code in given.findall(path.read_text("utf-8"))}

    assert codes >= {"required", "too_long", "not_allowed"}
    assert codes - errors.FIELD_MESSAGES.keys() == set()


def test_every_setting_is_documented():
    documented = set(re.findall(r"`CHIOSA_(\w+)`", (ROOT / "docs/operating.md").read_text("utf-8")))

    assert documented - {"CONFIG"} == {field.name.upper() for field in fields(Config)}


def test_the_documented_defaults_are_the_real_ones():
    rows = re.findall(
        r"^\| `CHIOSA_(\w+)` \|.*\| `([^`]+)` \|$", (ROOT / "docs/operating.md").read_text("utf-8"), re.MULTILINE
    )
    real = {field.name.upper(): str(field.default) for field in fields(Config)} | {"DATA_DIR": "var"}

    assert len(rows) >= 10
    assert {name: default for name, default in rows if default.lower() != real[name].lower()} == {}


def test_every_route_of_the_api_is_documented(app):
    told = (ROOT / "docs/api.md").read_text("utf-8")
    documented = set(re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/api/v1/[^`]*)`", told))
    routes = {
        (method, re.sub(r"<[^>]+>", "<id>", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.")
    }

    assert documented == routes


def test_the_version_is_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_row_belongs_to_a_site_but_those_of_who_signs_in():
    without = {table.name for table in db.metadata.sorted_tables if "site_id" not in table.columns}

    assert without == {"site", *OF_ACCOUNTS}


def test_every_reference_stays_within_its_site():
    loose = [
        (table.name, key.target_fullname)
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name not in ("site", "account") and len(key.constraint.columns) != 2
    ]

    assert loose == []


def test_every_reference_begins_with_the_site():
    of_sites = [table for table in db.metadata.sorted_tables if table.name not in OF_ACCOUNTS]
    constraints = [each for table in of_sites for each in table.foreign_key_constraints]
    beyond = [each.column_keys for each in constraints if each.column_keys[0] != "site_id"]

    assert beyond == [["account_id"]]  # a moderator: what an account is at a site


def test_it_can_be_put_together_more_than_once(environment):
    import config as settings

    first, second = create_app(settings.load(environment)), create_app(settings.load(environment))

    assert {rule.rule for rule in first.url_map.iter_rules()} == {rule.rule for rule in second.url_map.iter_rules()}
