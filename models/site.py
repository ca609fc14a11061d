from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Row, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from .asking import Question
from .base import Model, db, now, send
from .sentence import SentenceText

HOLD_POLICIES = ("everything", "first", "nothing")
AWAY_POLICIES = ("hold", "trust")
VOTES = ("none", "up", "both")
SORTS = ("newest", "oldest", "best")


class Site(Model):
    """A blog or a course: who may post there, what is held, and how Akismet knows it. Its settings are columns."""

    __tablename__ = "site"
    __table_args__ = (
        CheckConstraint(f"hold IN {HOLD_POLICIES}", name="hold"),
        CheckConstraint(f"akismet_away IN {AWAY_POLICIES}", name="akismet_away"),
    )

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    home_url: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    """Raised with each change that a reader's page shows: part of the ETag of every thread."""

    is_open: Mapped[bool] = mapped_column(default=True)
    name_required: Mapped[bool] = mapped_column(default=True)
    email_required: Mapped[bool] = mapped_column(default=False)
    website_asked: Mapped[bool] = mapped_column(default=True)
    text_max: Mapped[int] = mapped_column(default=10_000)
    hold: Mapped[str] = mapped_column(default="first")
    hold_at: Mapped[int] = mapped_column(default=40, server_default="40")
    """From this spamminess on, in percent, a comment waits for a moderator."""
    spam_at: Mapped[int] = mapped_column(default=80, server_default="80")
    """From here on it is spam."""
    discard_at: Mapped[int | None]
    """From here on it is not even kept; None: everything is."""
    links_max: Mapped[int] = mapped_column(default=2)
    form_wait: Mapped[int] = mapped_column(default=3)
    """Seconds that a person needs at least between touching the form and sending it."""
    origin_days: Mapped[int] = mapped_column(default=15)
    email_days: Mapped[int | None]
    """How long a commenter's e-mail address is kept; None: as long as the comment."""
    trust_comments: Mapped[int] = mapped_column(default=1, server_default="1")
    """Whoever has so many approved comments,"""
    trust_days: Mapped[int] = mapped_column(default=0, server_default="0")
    """the first of them so many days old, is no first-timer any more."""
    close_days: Mapped[int | None]
    """So many days after its page was first seen a discussion closes by itself; None: never."""
    reports_hold: Mapped[int] = mapped_column(default=3, server_default="3")
    """The weight of readers' reports from which on a comment waits for a moderator; 0: reports never hold."""
    languages: Mapped[str | None]
    """Other languages that are usual here, beside its own, separated by spaces."""
    privacy_text: Mapped[str | None]
    """What readers are told about their data, in the site's own words; None: in ours."""

    votes: Mapped[str] = mapped_column(default="up", server_default="up")
    """Which votes a comment takes: none, up, or both."""
    reactions: Mapped[str | None]
    """The emoji that a reader may leave on a page, separated by spaces; None: no reactions."""
    sort: Mapped[str] = mapped_column(default="newest", server_default="newest")
    loads_at_end: Mapped[bool] = mapped_column(default=False, server_default="0")
    """The next page comes by itself when its reader reaches the end."""
    edit_minutes: Mapped[int] = mapped_column(default=15, server_default="15")
    """How long after posting one may change or delete one's own comment; 0: never."""
    images: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Images in comments are shown, from https addresses; else they are links."""
    gravatar: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Pictures of commenters are fetched from Gravatar, by the service, and kept."""
    words: Mapped[dict[str, Any] | None]
    """The site's own words in place of ours: {"it": {"form.send": "…"}}, and "*" for every language."""
    sso_secret: Mapped[str | None]
    """What the host site's server signs its readers' names with; None: no single sign-on."""

    akismet_key: Mapped[str | None]
    akismet_away: Mapped[str] = mapped_column(default="hold")
    akismet_discards: Mapped[bool] = mapped_column(default=False)
    akismet_check_at: Mapped[datetime | None]
    """When the worker is to try a key that was entered; None: it has."""
    akismet_problem: Mapped[str | None] = mapped_column(SentenceText)
    akismet_problem_at: Mapped[datetime | None]
    akismet_alert: Mapped[str | None] = mapped_column(SentenceText)
    akismet_usage: Mapped[dict[str, Any] | None]
    """What Akismet said last of the key's use: limit, usage, percentage, throttled, at."""
    cleantalk_key: Mapped[str | None]
    cleantalk_check_at: Mapped[datetime | None]
    cleantalk_problem: Mapped[str | None] = mapped_column(SentenceText)
    cleantalk_problem_at: Mapped[datetime | None]
    dnsbl: Mapped[str | None]
    """The DNS block lists that are asked about an address, separated by spaces; None: none."""
    work: Mapped[bool] = mapped_column(default=True, server_default="1")
    """The browser of someone whom nobody knows computes a little before a comment is sent."""
    question: Mapped[str | None]
    """Asked where no script runs; None: such comments wait."""
    answers: Mapped[str | None]
    """What is right, one on each line."""
    attack_since: Mapped[datetime | None]
    attack_until: Mapped[datetime | None]
    """Spam rises suddenly: until then new people are held and more work is asked."""
    discarded_count: Mapped[int] = mapped_column(default=0)
    unfound_below: Mapped[int | None]
    """Comments below this number are still being brought into the search index; None: all are in it."""

    @classmethod
    def by_key(cls, key: str) -> "Site | None":
        return db.session.scalar(_BY_KEY, {"key": key})

    @classmethod
    def of(cls, site_id: int) -> "Site":
        return db.session.scalars(select(cls).where(cls.id == site_id)).one()

    @classmethod
    def locked(cls, site_id: int) -> "Site":
        """As it stands once nobody else can change its settings until the transaction ends. Readers go on writing."""
        mine = select(cls).where(cls.id == site_id).with_for_update(key_share=True)
        return db.session.scalars(mine.execution_options(populate_existing=True)).one()

    @property
    def spoken(self) -> list[str]:
        """The languages that are usual here, its own first, without their regions."""
        tags = [self.language, *(self.languages or "").split()]
        return list(dict.fromkeys(tag.lower().partition("-")[0] for tag in tags))

    @property
    def uses_akismet(self) -> bool:
        return bool(self.akismet_key)

    @property
    def is_attacked(self) -> bool:
        return self.attack_until is not None and self.attack_until > now()

    @property
    def emoji(self) -> list[str]:
        """The reactions that it offers, in its order."""
        return (self.reactions or "").split()

    def allows_origin(self, origin: str) -> bool:
        return AllowedOrigin.allows(self.id, origin)


class AllowedOrigin(Model):
    """A web origin (scheme, host, port) whose pages may show and receive the site's comments."""

    __tablename__ = "allowed_origin"
    __table_args__ = (UniqueConstraint("site_id", "origin"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    origin: Mapped[str] = mapped_column(index=True)

    @classmethod
    def allows(cls, site_id: int, origin: str) -> bool:
        return bool(_ALLOWED.ask(site_id=site_id, origin=origin))

    @classmethod
    def is_known(cls, origin: str) -> bool:
        """Whether any site lists it: all that a CORS preflight, which names no site, can ask."""
        return db.session.scalar(select(cls.id).where(cls.origin == origin).limit(1)) is not None

    @classmethod
    def of(cls, site_id: int) -> list[str]:
        return list(db.session.scalars(select(cls.origin).where(cls.site_id == site_id).order_by(cls.id)))


_BY_KEY = select(Site).where(Site.key == bindparam("key"))
_ALLOWED = Question(
    select(AllowedOrigin.id).where(
        AllowedOrigin.site_id == bindparam("site_id"), AllowedOrigin.origin == bindparam("origin")
    ),
    tuple,
)


class BlockedTerm(Model):
    """One line of the site's blocklist."""

    __tablename__ = "blocked_term"
    __table_args__ = (
        UniqueConstraint("site_id", "kind", "term"),
        CheckConstraint("kind IN ('word', 'domain', 'email', 'network')", name="kind"),
        CheckConstraint("action IN ('spam', 'hold')", name="action"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    kind: Mapped[str]
    term: Mapped[str]
    action: Mapped[str] = mapped_column(default="spam", server_default="spam")
    """What becomes of a comment that has it: spam, or hold."""
    created_at: Mapped[datetime | None] = mapped_column(default=now)
    """None: before such things were noted."""

    @classmethod
    def lines(cls, site_id: int) -> Sequence[Row[str, str, str]]:
        """Kind, term and action of each, in the order of the list."""
        return send(_LINES, {"site_id": site_id}).all()

    @classmethod
    def named(cls, site_id: int, kind: str, term: str) -> "BlockedTerm":
        row = select(cls).where(cls.site_id == site_id, cls.kind == kind, cls.term == term)
        return db.session.scalars(row.execution_options(populate_existing=True)).one()

    @classmethod
    def of(cls, site_id: int) -> "list[BlockedTerm]":
        return list(db.session.scalars(select(cls).where(cls.site_id == site_id).order_by(cls.id)))


_LINES = (
    select(BlockedTerm.kind, BlockedTerm.term, BlockedTerm.action)
    .where(BlockedTerm.site_id == bindparam("site_id"))
    .order_by(BlockedTerm.id)
)
