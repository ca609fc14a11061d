"""For whoever keeps the service running: is it up, is it ready, what is owed."""

from typing import Any

from flask import Blueprint, Flask
from sqlalchemy import func, select

from config import VERSION
from models import OutboxEntry, db

blp = Blueprint("operations", __name__)


@blp.get("/healthz")
def health() -> dict[str, Any]:
    """The process answers."""
    return {"status": "ok", "version": VERSION}


@blp.get("/readyz")
def readiness() -> dict[str, Any]:
    """The database answers too; `owed` counts what waits for the worker."""
    owed = select(func.count()).where(OutboxEntry.settled_at.is_(None), OutboxEntry.failed_at.is_(None))
    return {"status": "ready", "version": VERSION, "owed": db.session.scalar(owed)}


def init_app(app: Flask) -> None:
    app.register_blueprint(blp)
