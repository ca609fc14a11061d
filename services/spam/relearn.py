"""The filter's memory made anew because somebody wants it so. It takes many seconds, so the worker does it."""

from sqlalchemy import select

from models import Decision, Memory, OutboxEntry, db, note_change, owe, transaction
from services.spam.memory import make_anew


def ask_to_relearn(site_id: int, *, moderator_id: int | None = None) -> bool:
    """Have the memory made anew from the decisions; False where nothing was ever decided."""
    with transaction():
        last = select(Decision.comment_id).where(Decision.site_id == site_id).order_by(Decision.id.desc()).limit(1)
        comment_id = db.session.scalar(last)
        if comment_id is None:
            return False
        note_change(site_id, moderator_id, "memory.made_anew")
        Memory.forget(site_id)
        owe(site_id, comment_id, "relearn")
    return True


def relearn(entry: OutboxEntry, claim: str) -> None:
    """Raises ClaimLost when another worker has taken over: what was made stands all the same."""
    make_anew(entry.site_id)
    with transaction():
        entry.settle(claim)
