"""What a host page embeds: the script, the page that does without it, and the fragment for the page itself."""

from flask import Flask

from . import fragment, page, script  # noqa: F401  (fragment adds its route to page.blp)
from .explained import refusal_page


def init_app(app: Flask) -> None:
    script.init_app(app)
    app.register_blueprint(page.blp)
    app.extensions["refusal_pages"] = {page.blp.name: refusal_page}
