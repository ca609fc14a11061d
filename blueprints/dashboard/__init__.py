"""The moderation room: somebody signs in, reads what waits at a site, and decides.

`door` is what belongs to nobody's site: signing in, one's own account. `blp` is one site's room; its key stands in each
address, so two sites can be open side by side. Forged requests are refused here and only here (see guard.py): the
other doors of the service hold no session that could be abused.
"""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from config import Config
from services.identity.sessions import SESSION_LIFE

door = Blueprint("door", __name__, url_prefix="/room")
blp = Blueprint("room", __name__, url_prefix="/room/<site_key>")
csrf = CSRFProtect()

from . import guard
from .addresses import address
from .names import named
from . import (
    sign_in,
    queue,
    searches,
    decisions,
    sweeps,
    recent,
    ban,
    marks,
    owed,
    why,
    spam,
    memory,
    reply,
    edit,
    pages,
    throttle,
    account,
    people,
    invitation,
    log,
    settings,
    outside_keys,
    origins,
    own_words,
    sso,
    insight,
)


def init_app(app: Flask, config: Config) -> None:
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        SESSION_REFRESH_EACH_REQUEST=False,  # else every answer to a moderator, the cacheable ones too, sets the cookie
    )
    csrf.init_app(app)
    app.jinja_env.filters.update(named=named, address=address)
    app.register_blueprint(door)
    app.register_blueprint(blp)
