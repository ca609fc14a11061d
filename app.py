"""The application, put together: settings, database, doors, errors. A list; no rule, no route."""

from flask import Flask
from flask_migrate import Migrate

import blueprints.api
import blueprints.avatars
import blueprints.callbacks
import blueprints.cli
import blueprints.dashboard
import blueprints.embed
import blueprints.errors
import blueprints.feeds
import blueprints.headers
import blueprints.limits
import blueprints.logs
import blueprints.operations
import blueprints.waking
import config as settings
from blueprints.context import House
from jobs.worker import Jobs
from models import db
from services.identity.tokens import Tokens
from services.reading.page_cache import PageCache

migrate = Migrate(directory="models/migrations", compare_type=True, render_as_batch=True)


def create_app(config: settings.Config | None = None) -> Flask:
    config = config or settings.load()
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": config.web_threads,
            "max_overflow": 10,
            "pool_pre_ping": not config.is_sqlite,
            "hide_parameters": True,  # what people write is no business of the log
        },
        MAX_CONTENT_LENGTH=256 * 1024,
    )
    app.extensions["chiosa"] = House(config, Tokens(config.secret_key), PageCache(config.cache_megabytes))
    app.extensions["jobs"] = jobs = Jobs(app, config)
    db.init_app(app)
    migrate.init_app(app, db)
    blueprints.logs.init_app(app, config)
    blueprints.headers.init_app(app, config)
    blueprints.errors.init_app(app)
    blueprints.limits.init_app(app, config)
    blueprints.waking.init_app(app, jobs.wake)
    blueprints.api.init_app(app)
    blueprints.embed.init_app(app)
    app.register_blueprint(blueprints.avatars.blp)
    app.register_blueprint(blueprints.callbacks.blp)
    blueprints.feeds.init_app(app)
    blueprints.dashboard.init_app(app, config)
    blueprints.operations.init_app(app)
    blueprints.cli.init_app(app)
    return app
