from sqlalchemy import and_, select

from models import Address, Thread, db


def count_comments(site_id: int, addresses: list[str]) -> dict[str, int]:
    """Published comments at each address key; 0 where no discussion has begun."""
    rows = (
        select(Address.key, Thread.comment_count)
        .join(Thread, and_(Thread.site_id == Address.site_id, Thread.id == Address.thread_id))
        .where(Address.site_id == site_id, Address.key.in_(addresses))
    )
    return dict.fromkeys(addresses, 0) | dict(db.session.execute(rows).all())
