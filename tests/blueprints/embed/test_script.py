"""The modules, served as written where there is no build."""

from gzip import decompress
from pathlib import Path

import pytest

from blueprints.words import codes
from models import Site

# What is told to a browser does not depend on the database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

WIDGET = Path(__file__).parents[3] / "widget"
MODULES = sorted(f"chiosa/{path.name}" for path in (WIDGET / "chiosa").glob("*.js"))
ANY = ["embed.js", "chiosa/api.js", "chiosa/styles.css", "chiosa/words/it.read.json"]


@pytest.fixture(autouse=True)
def without_build(app, tmp_path):
    standing = app.extensions["widget"]
    app.extensions["widget"] = tmp_path
    yield
    app.extensions["widget"] = standing


def test_it_works(client, site: Site):
    answer = client.get("/embed.js")

    assert answer.status_code == 200
    assert answer.data == (WIDGET / "embed.js").read_bytes()


def test_every_module_is_served_as_written(client):
    answers = {name: client.get(f"/{name}") for name in MODULES}

    assert {name: answer.data for name, answer in answers.items()} == {
        name: (WIDGET / name).read_bytes() for name in MODULES
    }
    assert {answer.mimetype for answer in answers.values()} == {"text/javascript"}


@pytest.mark.parametrize("name", ANY)
def test_any_page_may_load_it(client, name):
    answer = client.get(f"/{name}", headers={"Origin": "https://anywhere.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=10"


@pytest.mark.parametrize("name", ANY)
def test_it_is_packed_for_who_can_unpack_it(client, name):
    plain = client.get(f"/{name}")

    packed = client.get(f"/{name}", headers={"Accept-Encoding": "br, gzip"})

    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)


@pytest.mark.parametrize("code", codes())
def test_every_locale_is_there(client, code):
    answers = [client.get(f"/chiosa/words/{code}.{group}.json") for group in ("read", "write")]

    assert {(answer.status_code, answer.mimetype) for answer in answers} == {(200, "application/json")}
    assert (answers[0].json["code"], answers[0].json["comments"] != "") == (code, True)
    assert answers[1].json["form"].keys() >= {"text", "send"}


def test_the_stylesheet_is_one(client):
    assert client.get("/chiosa/styles.css").mimetype == "text/css"


@pytest.mark.parametrize("packed", ["gzip", "identity"])
def test_what_has_not_changed_is_not_sent_again(client, packed):
    accept = {"Accept-Encoding": packed}
    etag = client.get("/embed.js", headers=accept).headers["ETag"]

    answer = client.get("/embed.js", headers=accept | {"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_head_tells_how_long_it_is(client):
    answer = client.head("/embed.js")

    assert (answer.data, answer.content_length) == (b"", (WIDGET / "embed.js").stat().st_size)


@pytest.mark.parametrize(
    "name",
    ["", "nothing.js", ".hidden", "types.d.ts", "../make/build.mjs", "%2e%2e/embed.js", "words/it.page.json", "words/"],
)
def test_there_is_nothing_else(client, name):
    answer = client.get(f"/chiosa/{name}")

    assert answer.status_code == 404


def test_there_is_no_version_of_what_is_no_build(client):
    assert client.get("/embed-0123456789.js").status_code == 404


def test_it_takes_no_post(client):
    assert client.post("/embed.js").status_code == 405
