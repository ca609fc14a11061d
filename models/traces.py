"""What is remembered of a comment so that the next one can be compared with it."""

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to


class Band(Model):
    """One band of a comment's MinHash: comments that share one are probably alike. Kept for some weeks.

    A comment has a dozen, so the row is no more than its key; SQLite keeps the table in the key's own index.
    """

    __tablename__ = "band"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index("ix_band_comment", "site_id", "comment_id"),
        {"sqlite_with_rowid": False},
    )

    id = None  # type: ignore[assignment]  # its key is the row itself
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """The band's number is mixed into it."""
    comment_id: Mapped[int] = mapped_column(primary_key=True)


class LinkedDomain(Model):
    """A domain that a comment, or its author's website, leads to."""

    __tablename__ = "linked_domain"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index("ix_linked_domain", "site_id", "domain", "comment_id"),
        Index("ix_linked_domain_comment", "site_id", "comment_id"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    domain: Mapped[str]
