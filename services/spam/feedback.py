from models import Comment, Site, owe
from models.outbox import take_back
from services.spam.outside.asked import SERVICES, who_is_asked


def owe_feedback(comment: Comment, old: str, to: str, moderator_id: int, *, is_undo: bool) -> None:
    """Those outside hear of each decision that crosses the border of spam; of an undone one only if they heard of it.

    Inside the transaction that decides.
    """
    if to == "spam" and old not in ("spam", "deleted"):
        kind, opposite = "spam", "ham"
    elif old == "spam" and (to == "published" or (is_undo and to != "deleted")):
        kind, opposite = "ham", "spam"
    else:
        return
    unsaid = [details.get("judge", "akismet") for details in take_back(comment.site_id, comment.id, opposite)]
    for judge in who_is_asked(Site.of(comment.site_id)):
        if judge in SERVICES and judge not in unsaid:
            owe(comment.site_id, comment.id, kind, judge=judge, reporter=f"moderator-{moderator_id}")
