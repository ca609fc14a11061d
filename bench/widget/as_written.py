"""The service as if the widget had never been built: `python -m bench.widget.as_written`."""

from pathlib import Path

from flask import Flask

import config as settings
from app import create_app
from blueprints.serving import serve_target


def without_build() -> Flask:
    app = create_app()
    app.extensions["widget"] = Path("/nowhere")
    return app


if __name__ == "__main__":
    service = settings.load()
    serve_target("bench.widget.as_written:without_build", service.port, service.web_processes, service)
