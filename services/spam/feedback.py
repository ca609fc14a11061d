from collections.abc import Sequence

from models import Site
from models.outbox import owe_all, take_back_all
from services.spam.outside.asked import SERVICES, who_is_asked


def owe_feedback(
    site_id: int, comment_ids: Sequence[int], old: str, to: str, moderator_id: int, *, is_undo: bool
) -> None:
    """Those outside hear of each decision that crosses the border of spam; of an undone one only if they heard of it.

    All these comments go the same way. Inside the transaction that decides.
    """
    if to == "spam" and old not in ("spam", "deleted"):
        kind, opposite = "spam", "ham"
    elif old == "spam" and (to == "published" or (is_undo and to != "deleted")):
        kind, opposite = "ham", "spam"
    else:
        return
    unsaid = take_back_all(site_id, comment_ids, opposite)
    for judge in who_is_asked(Site.of(site_id)):
        if judge in SERVICES:
            heard = [each for each in comment_ids if judge not in map(_judge, unsaid.get(each, []))]
            owe_all(site_id, heard, kind, judge=judge, reporter=f"moderator-{moderator_id}")


def _judge(details: dict[str, str]) -> str:
    return details.get("judge", "akismet")
