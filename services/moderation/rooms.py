from dataclasses import dataclass

from sqlalchemy import func, select

from models import Comment, Moderator, Site, db


@dataclass(frozen=True, slots=True)
class Room:
    """One site where somebody is something."""

    site: Site
    role: str
    waiting: int
    """Comments that wait for a decision."""


def sites_of(account_id: int) -> list[Site]:
    """By name."""
    return [site for site, _ in _mine(account_id)]


def rooms_of(account_id: int) -> list[Room]:
    """By the site's name."""
    found = _mine(account_id)
    waiting = _waiting([site.id for site, _ in found])
    return [Room(site, role, waiting.get(site.id, 0)) for site, role in found]


def _mine(account_id: int) -> list[tuple[Site, str]]:
    rows = (
        select(Site, Moderator.role)
        .join(Moderator, Moderator.site_id == Site.id)
        .where(Moderator.account_id == account_id, Moderator.removed_at.is_(None))
        .order_by(func.lower(Site.name), Site.id)
    )
    return [(site, role) for site, role in db.session.execute(rows)]


def _waiting(site_ids: list[int]) -> dict[int, int]:
    waits = Comment.site_id.in_(site_ids) & Comment.status.in_(("checking", "pending"))
    counts = select(Comment.site_id, func.count()).where(waits).group_by(Comment.site_id)
    return dict(db.session.execute(counts).all())
