"""The public API, /api/v1: JSON for the widget and for scripts."""

from flask import Flask
from flask_smorest import Api, Blueprint

from config import VERSION

from . import cors
from .parsing import StrictParser
from .schemas.told import Error


class ApiBlueprint(Blueprint):
    ARGUMENTS_PARSER = StrictParser()


class QuietApi(Api):
    """flask-smorest's Api; errors are told by blueprints/errors.py alone."""

    ERROR_SCHEMA = Error

    def _register_error_handlers(self) -> None: ...


blp = ApiBlueprint("api", __name__, url_prefix="/api/v1", description="Discussions, for the widget and for scripts")
blp.before_request(cors.preflight)
blp.after_request(cors.mark)

from . import (  # noqa: F401  (each adds its routes to blp)
    comments,
    counts,
    forms,
    latest,
    own,
    preview,
    reactions,
    reference,
    reports,
    sessions,
    threads,
    votes,
)


def init_app(app: Flask) -> None:
    app.config.update(
        API_TITLE="Chiosa",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    bearer = {"type": "http", "scheme": "bearer", "description": "The visitor token of GET /form. Optional everywhere."}
    api = QuietApi(app, spec_kwargs={"components": {"securitySchemes": {"visitor": bearer}}})
    api.register_blueprint(blp)
    app.extensions["openapi"] = api.spec
