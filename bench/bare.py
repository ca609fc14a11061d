"""What the service is measured beside: the same bytes from a Flask view and from a WSGI callable that do nothing else.

`python -m bench.bare flask_view` serves one of them in the way in which the service is served.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

import config as settings
from blueprints.serving import serve_target

from . import straightforward as straightforward_view

ANSWERS = "BENCH_ANSWERS"
"""Names the folder of answers in the environment."""


def _answers() -> dict[str, bytes]:
    return {f"/{file.name}": file.read_bytes() for file in Path(os.environ[ANSWERS]).iterdir()}


def flask_view() -> Flask:
    app, answers = Flask(__name__), _answers()

    @app.get("/<path:name>")
    def show(name: str) -> Response:
        if "If-None-Match" in request.headers:
            return Response(status=304)
        return Response(answers.get(f"/{name}", b"{}"), mimetype="application/json")

    return app


def straightforward() -> Flask:
    return straightforward_view.create()


def wsgi_callable() -> Any:
    ready = {
        path: ([("Content-Type", "application/json"), ("Content-Length", str(len(body)))], [body])
        for path, body in _answers().items()
    }
    empty: tuple[list[tuple[str, str]], list[bytes]] = ([("Content-Length", "0")], [])

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "HTTP_IF_NONE_MATCH" in environ:
            start_response("304 Not Modified", [])
            return []
        headers, body = ready.get(environ["PATH_INFO"], empty)
        start_response("200 OK", headers)
        return body

    return answer


if __name__ == "__main__":
    service = settings.load()
    serve_target(f"bench.bare:{sys.argv[1]}", service.port, service.web_processes, service)
