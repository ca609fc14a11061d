"""What the checks said of a comment."""

from typing import Any

from models import Signal, db


def said(comment: dict[str, Any], check: str) -> Signal | None:
    """One check's signal, if it spoke."""
    db.session.rollback()
    found = db.select(Signal).where(Signal.comment_id == comment["id"], Signal.check == check)
    return db.session.scalars(found).one_or_none()


def weight(comment: dict[str, Any], check: str) -> float:
    """What one check brought to the verdict, from -1 to 1; 0 where it was silent."""
    signal = said(comment, check)
    return signal.score * signal.certainty if signal else 0.0
