"""What is remembered of a comment so that the next one can be compared with it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, now


class Band(Model):
    """One band of a comment's MinHash: comments that share one are probably alike. Kept for some weeks."""

    __tablename__ = "band"
    __table_args__ = (
        belongs_to("comment", "comment_id"),
        Index("ix_band_value", "site_id", "value"),
        Index("ix_band_comment", "site_id", "comment_id"),
        Index("ix_band_age", "created_at"),
    )

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    comment_id: Mapped[int]
    value: Mapped[int] = mapped_column(BigInteger)
    """The band's number is mixed into it."""
    created_at: Mapped[datetime] = mapped_column(default=now)


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
