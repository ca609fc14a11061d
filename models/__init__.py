"""What is: the rows, the questions they answer, their own changes of state."""

from .avatar import Avatar
from .base import db, now, transaction
from .comment import STATUSES, Comment, Status
from .consultation import Consultation
from .decision import Decision
from .memory import Memory
from .moderator import Moderator, ModeratorSession, SignInLink
from .origin import Origin
from .outbox import ClaimLost, OutboxEntry, cancel, owe
from .person import Person
from .reacting import Reaction, Report, Vote
from .receipt import Receipt, UsedForm
from .revision import Revision
from .signal import Signal, Verdict
from .site import AllowedOrigin, BlockedTerm, Site
from .thread import Address, Thread
from .traces import Band, LinkedDomain

__all__ = [
    "STATUSES",
    "Address",
    "AllowedOrigin",
    "Avatar",
    "Band",
    "BlockedTerm",
    "ClaimLost",
    "Comment",
    "Consultation",
    "Decision",
    "LinkedDomain",
    "Memory",
    "Moderator",
    "ModeratorSession",
    "Origin",
    "OutboxEntry",
    "Person",
    "Reaction",
    "Receipt",
    "Report",
    "Revision",
    "SignInLink",
    "Signal",
    "Site",
    "Status",
    "Thread",
    "UsedForm",
    "Verdict",
    "Vote",
    "cancel",
    "db",
    "now",
    "owe",
    "transaction",
]
