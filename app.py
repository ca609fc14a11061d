"""The application, put together: settings, database, doors, errors. A list; no rule, no route."""

from flask import Flask

import blueprints.api
import blueprints.avatars
import blueprints.callbacks
import blueprints.dashboard
import blueprints.embed
import blueprints.errors
import blueprints.feeds
import blueprints.headers
import blueprints.languages
import blueprints.limits
import blueprints.logs
import blueprints.operations
import blueprints.ready
import blueprints.waking
import config as settings
from blueprints.context import House
from jobs.waking import Waker
from models import db
from services.identity.tokens import Tokens


def create_app(config: settings.Config | None = None) -> Flask:
    """All of it: what create_web() serves, the operator's commands, and the worker."""
    from flask_migrate import Migrate  # here, because no reader need wait until the operator's tools are loaded

    from blueprints import cli

    app = create_web(config)
    app.extensions["jobs"] = app.extensions["waker"].jobs
    Migrate(app, db, directory="models/migrations", compare_type=True, render_as_batch=True)
    cli.init_app(app)
    return app


def create_web(config: settings.Config | None = None) -> Flask:
    config = config or settings.load()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": config.web_threads,
            "max_overflow": 2,
            "pool_pre_ping": not config.is_sqlite,
            "hide_parameters": True,  # what people write is no business of the log
        },
        MAX_CONTENT_LENGTH=256 * 1024,
    )
    app.extensions["chiosa"] = House(config, Tokens(config.secret_key))
    app.extensions["waker"] = waker = Waker(app, config)
    db.init_app(app)
    blueprints.logs.init_app(app, config)
    blueprints.headers.init_app(app, config)
    blueprints.errors.init_app(app)
    blueprints.limits.init_app(app, config)
    blueprints.waking.init_app(app, waker.wake)
    blueprints.api.init_app(app)
    blueprints.embed.init_app(app)
    blueprints.languages.init_app(app)
    app.register_blueprint(blueprints.avatars.blp)
    app.register_blueprint(blueprints.callbacks.blp)
    blueprints.feeds.init_app(app)
    blueprints.dashboard.init_app(app, config)
    blueprints.operations.init_app(app)
    blueprints.ready.init_app(app, config)
    return app
