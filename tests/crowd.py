"""Many comments at once, made by the use case that every comment goes through, in one transaction.

Each is by another visitor from another network, as a crowd's are: so many from one would be held back.
"""

from itertools import count as numbers

from models import Comment, Site, transaction
from services.discussion.post_comment import Draft, Sender, Sheet, post_comment
from services.identity.tokens import Form, Visitor
from services.pages import Page
from tests.cast import PAGE

_numbers = numbers()


def fill(site: Site, count: int, *, parent: int | None = None, url: str = PAGE, name: str = "Erin") -> list[int]:
    """Publish so many comments under a page, or replies to one; their ids, oldest first."""
    with transaction():
        policy, site.hold = site.hold, "nothing"
        comments = [_publish(site, Page(url), f"Number {next(_numbers)}.", name, parent) for _ in range(count)]
        site.hold = policy
    return [comment.id for comment in comments]


def chain(site: Site, count: int) -> list[int]:
    """Publish so many comments, each of which answers the one before; their ids."""
    ids: list[int] = []
    for _ in range(count):
        ids += fill(site, 1, parent=ids[-1] if ids else None)
    return ids


def _publish(site: Site, page: Page, text: str, name: str, parent: int | None) -> Comment:
    number = next(_numbers)
    sender = Sender(Visitor(site.id, f"crowd-{number}"), f"100.{64 + number // 250 % 64}.{number % 250}.7", "a browser")
    form = Form(f"{name}-{parent}-{text}", 60.0, "summary_41")
    return post_comment(site, page, Draft(text, name, parent_id=parent), sender, Sheet(form, work="done"))
