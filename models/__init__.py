"""What is: the rows, the questions they answer, their own changes of state."""

from .account import Account, AccountSession, SignInLink
from .avatar import Avatar
from .base import db, now, transaction
from .change import Change, note_change
from .comment import STATUSES, Comment, Status
from .consultation import Consultation
from .decision import Decision
from .memory import Memory
from .moderator import Invitation, Moderator
from .origin import Origin
from .outbox import ClaimLost, OutboxEntry, cancel, owe
from .person import Person
from .reacting import Reaction, Report, Vote
from .receipt import Receipt, UsedForm
from .revision import Revision
from .saved_search import SavedSearch
from .search_text import SearchText
from .sentence import Sentence
from .signal import Signal, Verdict
from .site import AllowedOrigin, BlockedTerm, Site
from .sweep import Sweep
from .thread import Address, Thread
from .traces import Band, LinkedDomain

__all__ = [
    "STATUSES",
    "Account",
    "AccountSession",
    "Address",
    "AllowedOrigin",
    "Avatar",
    "Band",
    "BlockedTerm",
    "Change",
    "ClaimLost",
    "Comment",
    "Consultation",
    "Decision",
    "Invitation",
    "LinkedDomain",
    "Memory",
    "Moderator",
    "Origin",
    "OutboxEntry",
    "Person",
    "Reaction",
    "Receipt",
    "Report",
    "Revision",
    "SavedSearch",
    "SearchText",
    "Sentence",
    "SignInLink",
    "Signal",
    "Site",
    "Status",
    "Sweep",
    "Thread",
    "UsedForm",
    "Verdict",
    "Vote",
    "cancel",
    "db",
    "note_change",
    "now",
    "owe",
    "transaction",
]
