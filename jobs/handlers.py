"""Which use case answers for which kind of outbox entry."""

from collections.abc import Callable

from models import OutboxEntry
from services.moderation.decide import erase_comment
from services.spam.akismet_gate import AkismetGate
from services.spam.check_comment import check_comment
from services.spam.send_feedback import send_feedback

Handler = Callable[[OutboxEntry, str, AkismetGate], None]

HANDLERS: dict[str, Handler] = {
    "check": check_comment,
    "spam": send_feedback,
    "ham": send_feedback,
    "erase": erase_comment,
}
