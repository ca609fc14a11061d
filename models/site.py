from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, db, now

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
    akismet_problem: Mapped[str | None]
    akismet_problem_at: Mapped[datetime | None]
    akismet_alert: Mapped[str | None]
    akismet_usage: Mapped[dict[str, Any] | None]
    """What Akismet said last of the key's use: limit, usage, percentage, throttled, at."""
    cleantalk_key: Mapped[str | None]
    cleantalk_problem: Mapped[str | None]
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

    @classmethod
    def by_key(cls, key: str) -> "Site | None":
        return db.session.scalar(select(cls).where(cls.key == key))

    @classmethod
    def of(cls, site_id: int) -> "Site":
        return db.session.scalars(select(cls).where(cls.id == site_id)).one()

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
        row = select(AllowedOrigin.id).where(AllowedOrigin.site_id == self.id, AllowedOrigin.origin == origin)
        return db.session.scalar(row) is not None


class AllowedOrigin(Model):
    """A web origin (scheme, host, port) whose pages may show and receive the site's comments."""

    __tablename__ = "allowed_origin"
    __table_args__ = (UniqueConstraint("site_id", "origin"),)

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    origin: Mapped[str] = mapped_column(index=True)

    @classmethod
    def is_known(cls, origin: str) -> bool:
        """Whether any site lists it: all that a CORS preflight, which names no site, can ask."""
        return db.session.scalar(select(cls.id).where(cls.origin == origin).limit(1)) is not None

    @classmethod
    def of(cls, site_id: int) -> list[str]:
        return list(db.session.scalars(select(cls.origin).where(cls.site_id == site_id).order_by(cls.id)))


class BlockedTerm(Model):
    """One line of the site's blocklist."""

    __tablename__ = "blocked_term"
    __table_args__ = (
        UniqueConstraint("site_id", "kind", "term"),
        CheckConstraint("kind IN ('word', 'domain', 'email', 'network')", name="kind"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    kind: Mapped[str]
    term: Mapped[str]

    @classmethod
    def of(cls, site_id: int) -> "list[BlockedTerm]":
        return list(db.session.scalars(select(cls).where(cls.site_id == site_id).order_by(cls.id)))
