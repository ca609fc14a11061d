"""Searches that a moderator keeps under a name, for nobody but themselves."""

from sqlalchemy import delete

from models import Moderator, SavedSearch, Sentence, db, transaction
from services.errors import Conflict, Invalid, NotFound
from services.text import plain

from .query import Query

NAME_MOST, SAVED_MOST = 60, 50


def save_search(moderator: Moderator, name: str, query: Query) -> None:
    """Under a name of at most 60 letters; one of the same name is replaced. Raises Invalid (the name), Conflict."""
    name = plain.one_line(name)
    if plain.is_blank(name) or len(name) > NAME_MOST:
        message = Sentence("Give it a name. It has at most so many letters: %(most)s.", most=NAME_MOST)
        raise Invalid("invalid", message, fields={"name": "required"})
    site_id, moderator_id = moderator.site_id, moderator.id
    with transaction():
        saved = {each.name: each for each in SavedSearch.of(site_id, moderator_id)}
        if name in saved:
            saved[name].query = query.as_json()
        elif len(saved) >= SAVED_MOST:
            raise Conflict(
                "too_many",
                Sentence("You keep as many searches as can be: %(most)s. Delete one first.", most=SAVED_MOST),
            )
        else:
            db.session.add(SavedSearch(site_id=site_id, moderator_id=moderator_id, name=name, query=query.as_json()))


def delete_search(moderator: Moderator, search_id: int) -> None:
    """Raises NotFound for one that is not theirs."""
    mine = (SavedSearch.site_id == moderator.site_id) & (SavedSearch.moderator_id == moderator.id)
    with transaction():
        gone = delete(SavedSearch).where(mine, SavedSearch.id == search_id).returning(SavedSearch.id)
        if db.session.scalar(gone.execution_options(synchronize_session=False)) is None:
            raise NotFound("not_found", "There is no such search.")
