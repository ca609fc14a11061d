"""What a host page embeds: the script, and the page that does without it."""

from flask import Flask

from . import page, script
from .words import words


def init_app(app: Flask) -> None:
    app.register_blueprint(script.blp)
    app.register_blueprint(page.blp)
    app.jinja_env.globals["words"] = words
