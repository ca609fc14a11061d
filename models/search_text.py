"""What comments are found by, and the database's own index of it.

SQLite keeps the words in a full-text table (FTS5), PostgreSQL in a GIN index; both get them ready-made, so that neither
has a say in what a word is, and both find the same. Whoever writes a comment's text writes this row in the same
transaction; the index follows the row by itself (see the migration).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    ForeignKey,
    Insert,
    Select,
    Text,
    Update,
    bindparam,
    column,
    delete,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from .base import Model, belongs_to, db, send, table_of

INDEX = "search_index"
"""So begin the names of the index and of what SQLite keeps beside it."""

_fts = table(INDEX, column("rowid"))
_VECTOR = "search_vector(search_text.site_id, search_text.words, search_text.people)"


class SearchText(Model):
    """The words of one comment. The row bears the comment's own number."""

    __tablename__ = "search_text"
    __table_args__ = (belongs_to("comment", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    words: Mapped[str]
    """Of the text and of the author's name, parted by spaces, with one at either end."""
    people: Mapped[str]
    """Of the author's e-mail address, likewise: so it can be forgotten apart."""

    @classmethod
    def write(cls, rows: Sequence[dict[str, Any]]) -> None:
        """In place of what stands there for these comments."""
        send(_WRITTEN_ON[_is_postgresql()], list(rows))

    @classmethod
    def forget(cls, site_id: int, comment_id: int) -> None:
        gone: Delete = delete(cls).where(cls.site_id == site_id, cls.id == comment_id)
        db.session.execute(gone.execution_options(synchronize_session=False))

    @classmethod
    def without_people(cls, site_id: int, comments: Select[int]) -> Update:
        """The statement after which nobody is found by the e-mail address that these comments had."""
        return update(cls).where(cls.site_id == site_id, cls.id.in_(comments), cls.people != "").values(people="")

    @classmethod
    def says(cls, sequence: str, *, is_beginning: bool = False) -> ColumnElement[bool]:
        """These words side by side; the last may go on. Letters and digits alone, so LIKE has nothing to misread."""
        return (cls.words + cls.people).like(f"% {sequence}{'' if is_beginning else ' '}%")

    @classmethod
    def holding(cls, site_id: int, words: Iterable[str], beginning: str | None = None) -> Select[int]:
        """From the index: the numbers of the site's comments that hold all of these words, and one that begins so."""
        if _is_postgresql():
            asked = [f"'{site_id}:{word}'" for word in words] + ([f"'{site_id}:{beginning}':*"] if beginning else [])
            vector: ColumnElement[Any] = literal_column(_VECTOR)
            query = bindparam(None, " & ".join(asked), Text).cast(postgresql.TSQUERY)
            unsorted = (cls.id + 0).label("id")  # else the order of the ids seems to be a shorter way than the index
            return select(unsorted).where(vector.op("@@", is_comparison=True)(query))
        asked = [f'"{word}"' for word in (*words, site_mark(site_id))] + ([f'"{beginning}"*'] if beginning else [])
        matches = text("search_index MATCH :asked").bindparams(bindparam("asked", " AND ".join(asked), unique=True))
        return select(_fts.c.rowid).where(matches)


def _written(said: postgresql.Insert | sqlite.Insert) -> Insert:
    changed = {"words": said.excluded.words, "people": said.excluded.people}
    return said.on_conflict_do_update(index_elements=["id"], set_=changed)


_WRITTEN_ON = {
    True: _written(postgresql.insert(table_of(SearchText))),
    False: _written(sqlite.insert(table_of(SearchText))),
}
"""By whether it is PostgreSQL."""


def is_gathered(ids: Select[int]) -> bool:
    """PostgreSQL's full-text index names them. It gathers all of them before it tells the first, also to count them."""
    return table_of(SearchText) in ids.get_final_froms()


def expected(ids: Select[int]) -> int:
    """How many PostgreSQL expects there to be of what is gathered."""
    connection = db.session.connection()
    statement = ids.compile(connection, compile_kwargs={"literal_binds": True})
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}").scalar_one()
    return int(plan[0]["Plan"]["Plan Rows"])


def site_mark(site_id: int) -> str:
    """A word that nobody can type, in each comment of the site: SQLite's index knows no other column."""
    return f"\ue000{site_id}"


def is_described(name: str | None, kind: str, _parents: Any) -> bool:
    """For Alembic: the full-text index is no table of ours, and is made by hand."""
    return not (kind in ("table", "index") and name is not None and name.startswith(INDEX))


def _is_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
