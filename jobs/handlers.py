"""Which use case answers for which kind of outbox entry."""

from collections.abc import Callable

from models import OutboxEntry
from services.identity.fetch_avatar import fetch_avatar
from services.moderation.decide import erase_comment
from services.spam.check_comment import check_comment
from services.spam.send_feedback import send_feedback

from .outside import Outside

Handler = Callable[[OutboxEntry, str, Outside], None]

HANDLERS: dict[str, Handler] = {
    "check": lambda entry, claim, outside: check_comment(entry, claim, outside.akismet),
    "spam": lambda entry, claim, outside: send_feedback(entry, claim, outside.akismet),
    "ham": lambda entry, claim, outside: send_feedback(entry, claim, outside.akismet),
    "erase": lambda entry, claim, _: erase_comment(entry, claim),
    "avatar": lambda entry, claim, outside: fetch_avatar(entry, claim, outside.gravatar),
}
