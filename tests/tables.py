"""What stands in the database, counted."""

from sqlalchemy import func, select

from models import Change, db

STAGE = {"site", "allowed_origin", "moderator"}


def stored() -> dict[str, int]:
    """Rows by table, where there are any; without the stage itself, which is sites and their moderators."""
    db.session.rollback()
    tables = [table for table in db.metadata.sorted_tables if table.name not in STAGE]
    counts = {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}
    counts["change"] -= db.session.query(Change).filter_by(action="site.created").count()
    return {name: count for name, count in counts.items() if count}
