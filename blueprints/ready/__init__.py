"""Ready answers, one layer below Flask. The only room of the house that is built for speed.

An answer that is the same for everybody costs a millisecond of Python when Flask finds its way to the view and the
view asks the database. Most requests of this service ask for one that was given a moment ago. So this layer keeps
what Flask answered, status, headers and body, and repeats it while it may be believed.

It states nothing of its own. Which answers may be repeated, for how long and under which headers, the views say
(`share.py`); who is refused, Flask says, for a refusal is never kept; what else an answer depends on stands in its key
(see `asked.py`), and whoever asks in an unusual way goes through to Flask.
"""

from flask import Flask

from config import Config
from models import db

from .layer import Ready

__all__ = ["Ready", "init_app"]


def init_app(app: Flask, config: Config) -> None:
    with app.app_context():
        ready = Ready(app.wsgi_app, db.engine, config.cache_megabytes << 20, config.freshness_seconds)
    app.extensions["ready"] = app.wsgi_app = ready  # type: ignore[method-assign]
