"""The widget's scripts, styles and words: the build where there is one, else the modules as they are written.

Any page may load them; whose comments they show the API decides.
"""

import re
from functools import lru_cache
from gzip import compress
from hashlib import sha256
from os import stat
from os.path import isfile
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from werkzeug.security import safe_join

from blueprints.ready.codings import wanted
from blueprints.ready.files import FilesSeen
from blueprints.ready.share import kept_for, share_files
from blueprints.words import for_widget

from .built import Build, find_build

SHORT = kept_for(300)  # the one name that stands in people's pages, and what is served as written
FOR_EVER = "public, max-age=31536000, immutable"  # a name with a hash never means anything else
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
WORDS = re.compile(r"chiosa/words/([a-z]{2,3}(?:-[a-z]{2,4})?)\.(read|write)\.json")

blp = Blueprint("script", __name__)


def init_app(app: Flask) -> None:
    app.extensions["widget"] = Path(app.root_path) / "widget/built"
    app.register_blueprint(blp)


def build() -> Build | None:
    return find_build(Path(current_app.root_path), current_app.extensions["widget"])


@blp.before_request
def note_files() -> None:
    """What the answer will be made of, as it is before anything is read."""
    path = safe_join(current_app.root_path, "widget", request.path.lstrip("/"))
    g.files = FilesSeen.now(current_app.extensions["widget"] / "manifest.json", *([Path(path)] if path else []))


@blp.get("/embed.js")
def entry() -> Response:
    if built := build():
        return _answer(built.entry, _from_build(built, built.entry), SHORT)
    return _answer("embed.js", _as_written("embed.js"), SHORT)


@blp.get("/embed-<version>.js")
def pinned(version: str) -> Response:
    """One build's script, which never changes: for pages that name its hash in `integrity`."""
    return _of_build(f"embed-{version}.js") or abort(404)


@blp.get("/chiosa/<path:name>")
def part(name: str) -> Response:
    return _of_build(f"chiosa/{name}") or _answer(name, _as_written(f"chiosa/{name}"), SHORT)


@blp.after_request
def for_any_page(response: Response) -> Response:
    """A refusal too, so that the page can tell it from a service that is away."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _of_build(name: str) -> Response | None:
    built = build()
    return _answer(name, _from_build(built, name), FOR_EVER) if built and name in built else None


def _from_build(built: Build, name: str) -> tuple[bytes, str, str]:
    """The body in the best form that the browser reads, that form's name, and the version's."""
    encoding = _encoding("br", "gzip")
    ending = {"br": ".br", "gzip": ".gz"}.get(encoding, "")
    return (built.folder / f"{name}{ending}").read_bytes(), encoding, name


def _as_written(name: str) -> tuple[bytes, str, str]:
    """The same of a module, a style sheet, or a locale's words."""
    if words := WORDS.fullmatch(name):
        found = _pack(for_widget(words[1], words[2]) or abort(404))
    else:
        found = _read(*_look_for(name))
    plain, packed, version = found
    encoding = _encoding("gzip")
    return packed if encoding else plain, encoding, version


def _look_for(name: str) -> tuple[Path, int]:
    """A script or a style sheet of the widget, with the time when it was written; all else is not found."""
    path = safe_join(current_app.root_path, "widget", name)
    if path is None or ".." in name or "\0" in name or not name.endswith((".js", ".css")) or not isfile(path):
        abort(404)
    return Path(path), stat(path).st_mtime_ns


@lru_cache(maxsize=256)
def _read(path: Path, _: int) -> tuple[bytes, bytes, str]:
    return _pack(path.read_bytes())


@lru_cache(maxsize=256)
def _pack(body: bytes) -> tuple[bytes, bytes, str]:
    """As it is, compressed, and the name of the version."""
    return body, compress(body, mtime=0), sha256(body).hexdigest()[:20]


def _encoding(*offered: str) -> str:
    """What the browser likes best, the first where it does not care; empty where it wants none of them."""
    return next((each for each in wanted(request.headers.get("Accept-Encoding", "")) if each in offered), "")


def _answer(name: str, content: tuple[bytes, str, str], cache: str) -> Response:
    body, encoding, version = content
    response = Response(body, content_type=f"{TYPES[Path(name).suffix]}; charset=utf-8")
    response.headers["Cache-Control"] = cache
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag(f"{version}-{encoding or 'plain'}")
    return share_files(response.make_conditional(request), g.files)  # type: ignore[arg-type]
