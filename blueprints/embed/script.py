"""The widget's modules, served as written. Any page may load them; whose comments they show the API decides."""

from pathlib import Path

from flask import Blueprint, Response, current_app, send_from_directory

blp = Blueprint("script", __name__)


@blp.get("/embed.js")
def entry() -> Response:
    return _module("embed.js")


@blp.get("/chiosa/<path:name>")
def part(name: str) -> Response:
    return _module(f"chiosa/{name}")


def _module(name: str) -> Response:
    response = send_from_directory(Path(current_app.root_path) / "widget", name, max_age=300)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
