"""What the site remembers of a comment, so that later ones can be compared with it, and that it can be found."""

from typing import Any

from sqlalchemy import delete, insert

from models import Band, Comment, LinkedDomain, SearchText, db
from models.base import send, table_of
from models.search_text import site_mark
from services.spam import minhash
from services.spam.copies import SHORT
from services.text.domains import hosts, registered
from services.text.links import links_in
from services.text.search_entry import entry

DOMAINS_MAX = 20
_BANDS, _DOMAINS = insert(table_of(Band)), insert(table_of(LinkedDomain))


def note(comment: Comment) -> None:
    """Remember what a new comment says and where it leads."""
    whose = {"site_id": comment.site_id, "comment_id": comment.id}
    if bands := _bands(comment.source):
        send(_BANDS, [whose | {"value": value} for value in bands])
    if domains := domains_of(comment):
        send(_DOMAINS, [whose | {"domain": domain} for domain in domains])
    SearchText.write([search_row(comment)])


def note_change(comment: Comment) -> None:
    """Remember what it says now, in place of what was remembered of its former text."""
    for table in (Band, LinkedDomain):
        mine = delete(table).where(table.site_id == comment.site_id, table.comment_id == comment.id)
        db.session.execute(mine.execution_options(synchronize_session=False))
    note(comment)


def search_row(comment: Comment) -> dict[str, Any]:
    """The words by which moderators find it."""
    said = entry(comment.source, comment.author_name, comment.author_email, comment.author_website)
    words = f" {site_mark(comment.site_id)}{said.words}"
    return {"id": comment.id, "site_id": comment.site_id, "words": words, "people": said.people}


def domains_of(comment: Comment) -> list[str]:
    """The registered names that it leads to, its author's website first; of many the first ten and the last."""
    led = hosts([comment.author_website or "", *links_in(comment.source)])
    domains = list(dict.fromkeys(map(registered, led)))
    return domains if len(domains) <= DOMAINS_MAX else domains[: DOMAINS_MAX // 2] + domains[-DOMAINS_MAX // 2 :]


def _bands(text: str) -> list[int]:
    return minhash.bands_of(text) if len(text) >= SHORT else []
