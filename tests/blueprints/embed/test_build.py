"""`make widget`: what it makes, what that weighs, and how it is served."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from gzip import decompress
from hashlib import sha256, sha384
from pathlib import Path
from shutil import copytree
from typing import Any

import brotli
import pytest

from blueprints.words import codes
from tests.building import ROOT, build_into

# What is told to a browser does not depend on the database.
pytestmark = [pytest.mark.parametrize("backend", ["sqlite"], indirect=True), pytest.mark.usefixtures("backend")]

FIRST_VIEW, EVERYTHING = 12 * 1024, 20 * 1024
IMPORTED = re.compile(r"""(?:\bfrom|\bimport\(?)\s*["'](\.[^"']+)["']""")
IMPORTED_AT_ONCE = re.compile(r"""^(?:import|export)\b[^;'"(]*["'](\.[^"']+)["']""", re.MULTILINE)
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
WIDGET = ROOT / "widget"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built")
    build_into(path)
    return path


@pytest.fixture
def manifest(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text()))


@pytest.fixture
def serve_from(app) -> Iterator[Any]:
    """The service, with its build elsewhere."""
    standing = app.extensions["widget"]
    yield lambda path: app.extensions.update(widget=path)
    app.extensions["widget"] = standing


@pytest.fixture
def built(client, serve_from, folder):
    """A client of the service that serves the build."""
    serve_from(folder)
    return client


def weigh(paths: list[Path]) -> int:
    """Bytes over the wire: each file by itself, as small as brotli makes it."""
    return sum(len(brotli.compress(path.read_bytes(), mode=brotli.MODE_TEXT, quality=11)) for path in paths)


def scripts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.js")}


def imports_of(path: Path) -> set[Path]:
    return {(path.parent / name).resolve() for name in IMPORTED_AT_ONCE.findall(path.read_text("utf-8"))}


def modules(*entries: str) -> set[Path]:
    """These modules and all that they import at once, however deep."""
    found: set[Path] = set()
    new = {WIDGET / entry for entry in entries}
    while new:
        found |= new
        new = set().union(*map(imports_of, new)) - found
    return found


def words_in_english(client, tmp_path: Path, *groups: str) -> list[Path]:
    paths = [tmp_path / f"{group}.json" for group in groups]
    for group, path in zip(groups, paths, strict=True):
        path.write_bytes(client.get(f"/chiosa/words/en.{group}.json").data)
    return paths


def test_it_works(built, folder, manifest):
    answer = built.get("/embed.js")

    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.data == (folder / manifest["entry"]).read_bytes()


def test_the_first_view_is_light(folder, manifest):
    assert weigh([folder / name for name in manifest["before"]]) <= FIRST_VIEW


def test_a_whole_discussion_is_light(folder, manifest):
    names = [re.sub(r"-\w+", "", name) for name in manifest["discussion"]]

    assert names == ["embed.js", "chiosa/later.js"]
    assert weigh([folder / name for name in manifest["discussion"]]) <= EVERYTHING


def test_the_first_view_of_the_modules_is_within_twice_of_it():
    assert weigh([*modules("embed.js"), WIDGET / "chiosa/styles.css"]) <= 2 * FIRST_VIEW


def test_all_modules_are_within_twice_of_all_that_is_built(client, tmp_path, folder, manifest):
    words = words_in_english(client, tmp_path, "read", "write")
    files = [path for kind in ("js", "css") for path in (WIDGET / "chiosa").glob(f"*.{kind}")]

    built = weigh([folder / name for name in manifest["ever"]])
    assert weigh([WIDGET / "embed.js", *files, *words]) <= 2 * built


def test_embed_js_names_every_module_of_the_first_view():
    entry = WIDGET / "embed.js"

    assert modules("embed.js") - imports_of(entry) == {entry}


def test_the_first_view_is_one_script_with_its_styles_and_a_language(folder, manifest):
    entry = (folder / manifest["entry"]).read_text()

    assert [re.sub(r"-\w+", "", name) for name in manifest["before"]] == ["embed.js", "chiosa/words/en.read.json"]
    assert IMPORTED_AT_ONCE.findall(entry) == []
    assert ":host{" in entry


def test_no_script_imports_what_is_not_in_the_build(folder, manifest):
    imported = {
        (folder / name).parent.joinpath(each).resolve().relative_to(folder.resolve()).as_posix()
        for name, text in scripts(folder).items()
        for each in IMPORTED.findall(text)
    }

    assert imported
    assert imported <= manifest["files"].keys()


def test_no_part_is_found_only_when_another_has_come(folder):
    assert [name for name, text in scripts(folder).items() if IMPORTED_AT_ONCE.search(text)] == []


def test_every_module_is_in_it_once(folder):
    held = "".join(scripts(folder).values())

    assert held.count("localStorage") == 1


def test_what_is_exported_of_embed_js_is_exported_of_the_build(folder, manifest):
    exported = re.findall(
        r"export \{ ([\w, ]+) \} from|^export (?:async )?function (\w+)", (WIDGET / "embed.js").read_text(), re.M
    )
    names = {name for pair in exported for name in re.findall(r"\w+", " ".join(pair))}
    given = re.findall(r"export\{([^}]+)\};?$", (folder / manifest["entry"]).read_text().strip())

    assert names
    assert {each.rpartition(" ")[2] for each in given[-1].split(",")} == names


def test_every_file_is_served_for_ever_to_any_page(built, manifest):
    answers = {name: built.get(f"/{name}") for name in manifest["files"]}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert {name: answer.mimetype for name, answer in answers.items()} == {
        name: TYPES[Path(name).suffix] for name in answers
    }
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"public, max-age=31536000, immutable"}
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers.values()} == {"*"}
    assert {answer.headers["Cross-Origin-Resource-Policy"] for answer in answers.values()} == {"cross-origin"}


def test_the_name_in_peoples_pages_is_kept_for_five_minutes(built):
    answer = built.get("/embed.js")

    assert answer.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=10"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", decompress),
        ("br;q=0.1, gzip;q=0.9", "gzip", decompress),
        ("br;q=0, gzip;q=0", None, bytes),
        ("*", "br", brotli.decompress),
        ("identity", None, bytes),
        ("nonsense;;q=x,", None, bytes),
        ("", None, bytes),
    ],
)
def test_the_browser_chooses_how_it_is_packed(built, folder, manifest, accepted, encoding, unpack):
    answer = built.get("/embed.js", headers={"Accept-Encoding": accepted})

    assert (answer.headers.get("Content-Encoding"), answer.headers["Vary"]) == (encoding, "Accept-Encoding")
    assert unpack(answer.data) == (folder / manifest["entry"]).read_bytes()


@pytest.mark.parametrize("packed", ["br", "gzip", "identity"])
def test_what_has_not_changed_is_not_sent_again(built, packed):
    accept = {"Accept-Encoding": packed}
    etag = built.get("/embed.js", headers=accept).headers["ETag"]

    answer = built.get("/embed.js", headers=accept | {"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_each_packing_has_a_version_of_its_own(built):
    tags = [built.get("/embed.js", headers={"Accept-Encoding": each}).headers["ETag"] for each in ("br", "gzip", "")]

    assert len(set(tags)) == 3


def test_head_tells_how_long_it_is(built, folder, manifest):
    answer = built.head("/embed.js", headers={"Accept-Encoding": "br"})

    assert answer.data == b""
    assert answer.content_length == manifest["files"][manifest["entry"]]["br"]


@pytest.mark.parametrize(
    "path",
    [
        "/embed-0123456789.js",
        "/chiosa/manifest.json",
        "/chiosa/../manifest.json",
        "/chiosa/%2e%2e/manifest.json",
        "/chiosa/..%2f..%2fconfig.py",
        "/chiosa/..%5c..%5cconfig.py",
        "/chiosa//etc/passwd",
        "/chiosa/a%00.js",
        "/chiosa/words/xx.read.json",
        "/chiosa/words/en.meta.json",
        "/chiosa/words/..%2fen.read.json",
        "/chiosa/types.d.ts",
        f"/chiosa/{'a' * 5000}.js",
    ],
)
def test_there_is_nothing_else(built, path):
    answer = built.get(path, follow_redirects=True)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_packed_file_is_not_to_be_had_by_its_own_name(built, manifest):
    assert {built.get(f"/{manifest['entry']}{ending}").status_code for ending in (".br", ".gz")} == {404}


def test_the_modules_are_served_beside_it(built):
    """For pages that were opened before the build was there."""
    assert built.get("/chiosa/api.js").data == (WIDGET / "chiosa/api.js").read_bytes()


def test_every_locale_is_in_it_as_the_service_tells_it(built, manifest):
    held = {Path(name).name: built.get(f"/{name}").json for name in manifest["files"] if name.endswith(".json")}

    assert held == {
        f"{code}.{group}.json": built.get(f"/chiosa/words/{code}.{group}.json").json
        for code in codes()
        for group in ("read", "write")
    }


def test_the_hash_in_the_name_is_of_what_is_inside(folder, manifest):
    entry = (folder / manifest["entry"]).read_bytes()

    assert manifest["entry"] == f"embed-{sha256(entry).hexdigest()[:10]}.js"


def test_the_integrity_is_of_what_is_inside(folder, manifest):
    told = {name: about["integrity"] for name, about in manifest["files"].items() if "integrity" in about}

    assert told == {
        name: f"sha384-{b64encode(sha384(text.encode()).digest()).decode()}" for name, text in scripts(folder).items()
    }


def test_the_same_modules_make_the_same_build(manifest, tmp_path):
    again = build_into(tmp_path)

    assert again == manifest


def test_what_it_made_before_stays_for_pages_that_are_open_and_what_was_before_that_goes(tmp_path, client, serve_from):
    (tmp_path / "chiosa").mkdir()
    (tmp_path / "manifest.json").write_text('{"files": {"chiosa/live-OLD.js": {}}, "kept": ["chiosa/live-OLDER.js"]}')
    for name in ("live-OLD.js", "live-OLD.js.br", "live-OLD.js.gz", "live-OLDER.js"):
        (tmp_path / "chiosa" / name).write_text("old")

    build_into(tmp_path)

    serve_from(tmp_path)
    assert client.get("/chiosa/live-OLD.js").data == b"old"
    assert not (tmp_path / "chiosa/live-OLDER.js").exists()


def test_a_build_of_other_modules_is_passed_over(client, serve_from, folder, manifest, tmp_path, caplog):
    stale = copytree(folder, tmp_path / "stale")
    manifest["sources"]["widget/chiosa/gone.js"] = "0" * 64
    (stale / "manifest.json").write_text(json.dumps(manifest))

    serve_from(stale)

    assert client.get("/embed.js").data == (WIDGET / "embed.js").read_bytes()
    assert "is not of the modules and words that stand here" in caplog.text


def test_a_build_made_while_the_service_runs_is_served(client, serve_from, folder, manifest, tmp_path):
    serve_from(tmp_path / "later")
    before = client.get("/embed.js").data
    copytree(folder, tmp_path / "later")

    after = client.get("/embed.js").data

    assert before == (WIDGET / "embed.js").read_bytes()
    assert after == (folder / manifest["entry"]).read_bytes()
