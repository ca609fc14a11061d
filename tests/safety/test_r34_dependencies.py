"""R34: every dependency is pinned with its hashes; the locks hold what the project asks for and name no index."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def asked(*groups: str) -> set[str]:
    """The names in pyproject.toml, as an index writes them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *(each for group in groups for each in project["dependency-groups"][group]),
    ]
    return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", each)[0]).lower() for each in wanted}


def entries(lock: str) -> list[str]:
    """One pinned package each, with all that belongs to it."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    return [each for each in re.split(r"\n(?=\S)", "\n".join(lines).strip()) if each]


def versions(lock: str) -> dict[str, str]:
    return dict(re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+]+)", entry).groups() for entry in entries(lock))


def test_it_works():
    assert versions("requirements.lock")["bleach"] == "6.4.0"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    loose = [
        entry for entry in entries(lock) if not re.match(r"[\w.-]+(\[[\w,-]+\])?==", entry) or not HASH.search(entry)
    ]

    assert loose == []


@pytest.mark.parametrize(("lock", "groups"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_the_lock_holds_what_the_project_asks_for(lock, groups):
    assert asked(*groups) <= versions(lock).keys()


def test_what_is_tested_is_what_is_run():
    run, tested = versions("requirements.lock"), versions("requirements-dev.lock")

    assert {name: tested.get(name) for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text()

    assert not re.search(r"index-url|find-links|trusted-host|@ (https?|file):|://", text)


def test_every_dependency_has_its_reason():
    listed = re.findall(r'^  "[\w\[\]-]+[~=]=[^"]+",(.*)$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert len(listed) == len(asked("dev"))
    assert [reason for reason in listed if not reason.strip().startswith("# ")] == []


def npm_packages() -> dict[str, dict[str, object]]:
    """What builds and checks the widget, by where it is put."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {path: package for path, package in locked.items() if path}


def test_what_builds_the_widget_is_pinned_with_hashes():
    loose = [path for path, package in npm_packages().items() if not str(package["integrity"]).startswith("sha512-")]

    assert npm_packages().keys() >= {"node_modules/esbuild", "node_modules/typescript"}
    assert loose == []


def test_the_widgets_lock_names_no_registry():
    assert "://" not in (ROOT / "package-lock.json").read_text()


def test_what_the_widget_is_built_with_never_reaches_a_reader():
    told = json.loads((ROOT / "package.json").read_text())

    assert "dependencies" not in told
    assert all(package["dev"] for package in npm_packages().values())
