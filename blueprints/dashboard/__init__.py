"""The moderation room: a moderator signs in, reads what waits, and decides.

Forged requests are refused here and only here (see guard.py): the other doors hold no session that could be abused.
"""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from config import Config
from services.identity.sign_in import SESSION_LIFE

blp = Blueprint("room", __name__, url_prefix="/room")
csrf = CSRFProtect()

from . import guard, sign_in, queue, decisions, marks, owed, why, spam, memory  # noqa: F401, I001  (each adds its routes to blp, the guard first)


def init_app(app: Flask, config: Config) -> None:
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFE,
        SESSION_REFRESH_EACH_REQUEST=False,  # else every answer to a moderator, the cacheable ones too, sets the cookie
    )
    csrf.init_app(app)
    app.register_blueprint(blp)
