"""Which use case answers for which kind of outbox entry."""

from collections.abc import Callable

from models import OutboxEntry
from services.identity.fetch_avatar import fetch_avatar
from services.moderation.decide import erase_comment
from services.spam.check_comment import check_comment
from services.spam.discard import discard
from services.spam.memory import learn
from services.spam.relearn import relearn
from services.spam.send_feedback import send_feedback

from .outside import Outside

Handler = Callable[[OutboxEntry, str, Outside], None]

HANDLERS: dict[str, Handler] = {
    "check": lambda entry, claim, outside: check_comment(entry, claim, outside.judges),
    "spam": lambda entry, claim, outside: send_feedback(entry, claim, outside.judges),
    "ham": lambda entry, claim, outside: send_feedback(entry, claim, outside.judges),
    "discard": lambda entry, claim, _: discard(entry, claim),
    "learn": lambda entry, claim, _: learn(entry, claim),
    "relearn": lambda entry, claim, _: relearn(entry, claim),
    "erase": lambda entry, claim, _: erase_comment(entry, claim),
    "avatar": lambda entry, claim, outside: fetch_avatar(entry, claim, outside.gravatar),
}
