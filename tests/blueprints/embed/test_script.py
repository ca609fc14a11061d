from pathlib import Path

import pytest

from models import Site

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

ROOT = Path(__file__).parents[3]
MODULES = sorted(str(path.relative_to(ROOT / "widget")) for path in (ROOT / "widget").rglob("*.js"))


def test_it_works(client, site: Site):
    answer = client.get("/embed.js", buffered=True)

    assert answer.status_code == 200
    assert answer.data == (ROOT / "widget" / "embed.js").read_bytes()


def test_every_module_is_served_as_written(client, site):
    answers = {name: client.get(f"/{name}", buffered=True) for name in MODULES}

    assert {name: answer.data for name, answer in answers.items()} == {
        name: (ROOT / "widget" / name).read_bytes() for name in MODULES
    }
    assert {answer.mimetype for answer in answers.values()} == {"text/javascript"}


@pytest.mark.parametrize("name", ["embed.js", "chiosa/locales/it.js"])
def test_any_page_may_load_it(client, site, name):
    answer = client.get(f"/{name}", headers={"Origin": "https://anywhere.example"}, buffered=True)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=300" in answer.headers["Cache-Control"]


def test_the_stylesheet_is_one(client, site):
    answer = client.get("/chiosa/styles.css", buffered=True)

    assert answer.mimetype == "text/css"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(client, site):
    etag = client.get("/embed.js", buffered=True).headers["ETag"]

    answer = client.get("/embed.js", headers={"If-None-Match": etag}, buffered=True)

    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize("name", ["", "nothing.js", "locales", "locales/", ".hidden"])
def test_there_is_nothing_else(client, site, name):
    answer = client.get(f"/chiosa/{name}", buffered=True)

    assert answer.status_code == 404


def test_it_takes_no_post(client, site):
    assert client.post("/embed.js").status_code == 405
