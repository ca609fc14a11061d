from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import InstrumentedAttribute

from models import Decision


def is_approved(site_id: InstrumentedAttribute[int], comment_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """For a query: a moderator published this comment, and has not taken that back.

    Asked of each row, not joined: SQLite might begin a join with all decisions of the site.
    """
    return exists().where(
        Decision.site_id == site_id,
        Decision.comment_id == comment_id,
        Decision.new_status == "published",
        Decision.undone_at.is_(None),
    )
