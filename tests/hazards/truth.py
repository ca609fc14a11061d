"""What every number must be, counted anew from the comments alone; and what the database finds wrong with itself."""

from collections import Counter

from models import Comment, OutboxEntry, Thread, Vote, db


def what_is_wrong() -> list[str]:
    """Nothing, if all is well: each counter that differs from the truth, each broken reference, each damaged page."""
    db.session.rollback()
    comments = {comment.id: comment for comment in db.session.scalars(db.select(Comment))}
    wrong = [*_wrong_replies(comments), *_wrong_threads(comments), *_wrong_votes(comments)]
    wrong += [*_forgotten(comments), *_damage()]
    db.session.rollback()
    return wrong


def _wrong_replies(comments: dict[int, Comment]) -> list[str]:
    published_below: Counter[int] = Counter()
    for comment in comments.values():
        above = comments.get(comment.parent_id or 0)
        while comment.is_published and above is not None:
            published_below[above.id] += 1
            above = comments.get(above.parent_id or 0)
    wrong = []
    for comment in comments.values():
        truth = published_below[comment.id]
        if comment.reply_count != truth:
            wrong.append(f"comment {comment.id} counts {comment.reply_count} replies, it has {truth}")
        if comment.is_shown != (comment.is_published or truth > 0):
            wrong.append(f"comment {comment.id} ({comment.status}, {truth} replies): is_shown is {comment.is_shown}")
    return wrong


def _wrong_threads(comments: dict[int, Comment]) -> list[str]:
    published = Counter(comment.thread_id for comment in comments.values() if comment.is_published)
    return [
        f"thread {thread.id} counts {thread.comment_count} comments, it has {published[thread.id]}"
        for thread in db.session.scalars(db.select(Thread))
        if thread.comment_count != published[thread.id]
    ]


def _wrong_votes(comments: dict[int, Comment]) -> list[str]:
    votes = Counter((vote.comment_id, vote.value) for vote in db.session.scalars(db.select(Vote)))
    return [
        f"comment {comment.id} counts {told}, it has {truth}"
        for comment in comments.values()
        if (told := (comment.up, comment.down)) != (truth := (votes[comment.id, 1], votes[comment.id, -1]))
    ]


def _forgotten(comments: dict[int, Comment]) -> list[str]:
    """A comment that is being checked, and nobody owes the check."""
    owed = set(db.session.scalars(db.select(OutboxEntry.comment_id).where(OutboxEntry.settled_at.is_(None))))
    return [
        f"comment {comment.id} is being checked by nobody"
        for comment in comments.values()
        if comment.status == "checking" and comment.id not in owed
    ]


def _damage() -> list[str]:
    if db.engine.dialect.name != "sqlite":
        return []
    with db.engine.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [found for found in sound if found != "ok"] + [f"broken reference: {row}" for row in broken]
