import json
import re
from base64 import b64encode
from hashlib import sha256, sha384
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.building import build_into

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class Tags(HTMLParser):
    """The attributes of each script tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append(dict(attributes))


def integrity(content: bytes) -> str:
    return f"sha384-{b64encode(sha384(content).digest()).decode()}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built")
    build_into(path)
    return path


@pytest.fixture
def built(app, folder):
    standing = app.extensions["widget"]
    app.extensions["widget"] = folder
    yield folder
    app.extensions["widget"] = standing


def test_it_works(run, client, built):
    done = run("widget", "sri", "--site", "blog")

    (tag,) = Tags(done.stdout).found
    script = client.get(tag["src"].removeprefix("http://127.0.0.1:8000"))
    assert (done.exit_code, tag["type"], tag["data-site"]) == (0, "module", "blog")
    assert "crossorigin" in tag
    assert tag["integrity"] == integrity(script.data)


def test_the_script_never_changes(run, client, built):
    (tag,) = Tags(run("widget", "sri").stdout).found

    answer = client.get(tag["src"].removeprefix("http://127.0.0.1:8000"))

    assert "immutable" in answer.headers["Cache-Control"]


def test_the_import_map_has_every_other_script(run, client, built):
    done = run("widget", "sri", "--parts")

    told = json.loads(re.search(r'<script type="importmap">(.+)</script>', done.stdout)[1])["integrity"]
    others = {path.name for path in (built / "chiosa").glob("*.js")}
    assert {url.rpartition("/")[2] for url in told} == others
    assert told == {url: integrity(client.get(url.removeprefix("http://127.0.0.1:8000")).data) for url in told}


def test_it_tells_what_the_pages_policy_must_allow(run, built):
    done = run("widget", "sri", "--parts")

    text = re.search(r'<script type="importmap">(.+)</script>', done.stdout)[1]
    assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in done.stderr


def test_a_key_is_text_in_the_tag(run, built):
    (tag,) = Tags(run("widget", "sri", "--site", '"><b>').stdout).found

    assert tag["data-site"] == '"><b>'


def test_without_a_build_there_is_nothing_to_pin(run, app, built, tmp_path):
    app.extensions["widget"] = tmp_path

    done = run("widget", "sri")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "make widget" in done.output
