"""Comments for feed readers: Atom and JSON Feed of a discussion, of a site, of the answers to a comment."""

from flask import Flask

from . import routes


def init_app(app: Flask) -> None:
    app.register_blueprint(routes.blp)
