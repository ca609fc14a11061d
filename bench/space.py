"""Bytes on disk for each comment, by table and index, after comments came through the public path and the worker
has done what was owed; beside the text itself."""

import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from models import db, transaction
from services.pages import Page, open_thread
from services.sites.create_site import create_site

from .databases import Databases, Settings, application, question
from .fill import HOME, KEY, page_of
from .findings import Part, Table
from .load import drive
from .plan import Plan
from .posts import prepared
from .purposes import FOR_A_TIME, is_search, of_index, of_table
from .serving import running, serving
from .writes import ACCEPTED

GOAL = 1.5
PATIENCE = 120
COMMENTS_A_THREAD = 50

SQLITE = """
    SELECT name, coalesce((SELECT tbl_name FROM sqlite_master m WHERE m.name = d.name AND m.type = 'index'), ''),
        coalesce((SELECT group_concat(name, ', ') FROM pragma_index_info(d.name)), ''), sum(pgsize)
    FROM dbstat d GROUP BY name
"""
POSTGRESQL = """
    SELECT c.relname, coalesce(t.relname, ''),
        coalesce((SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = indexrelid), ''),
        pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0)
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or an index of one: `of` names the table then."""

    name: str
    of: str
    columns: str
    size: float
    """Bytes, of all comments or of one."""

    @property
    def is_index(self) -> bool:
        return bool(self.of) or is_search(self.name)

    @property
    def purpose(self) -> str:
        return of_index(self.name, self.columns) if self.is_index else of_table(self.name)

    @property
    def title(self) -> str:
        return f"{self.of}: {self.name}" if self.of else self.name


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("space")
    for kind in plan.databases:
        with databases.empty(kind) as told:
            empty = _pieces(told, kind)
            _post(plan, told)
            _report(plan, part, told, kind, _grown(plan, empty, _pieces(told, kind)))
    part.notes.append(
        "What an empty database holds already is taken off. Pages that are not full count whole. Text is what was "
        "typed; the HTML that is made of it is kept beside it, so that reading makes nothing."
    )
    return part


def _post(plan: Plan, told: Settings) -> None:
    threads = range(1, 2 + plan.kept // COMMENTS_A_THREAD)
    with application(told):
        site = create_site(KEY, "Margins", HOME, hold="nothing", form_wait=0)
        with transaction():
            for number in threads:
                open_thread(site, Page(page_of(number), title=f"Article {number}"))
    with ExitStack() as stack:
        stack.enter_context(running(["jobs"], told))
        port = stack.enter_context(serving(["blueprints.serving", "web"], told))
        load = drive(port, prepared(port, plan.kept, threads), connections=4, seconds=PATIENCE, expected=ACCEPTED)
        if load.answers != plan.kept:
            raise SystemExit(f"Of {plan.kept} posts some were answered with {dict(load.others)}.")
        _await_worker(told)


def _await_worker(told: Settings) -> None:
    deadline = time.monotonic() + PATIENCE
    owed = "SELECT count(*) FROM outbox WHERE settled_at IS NULL AND failed_at IS NULL"
    with application(told), db.engine.connect() as connection:
        while connection.exec_driver_sql(owed).scalar() and time.monotonic() < deadline:
            connection.rollback()
            time.sleep(0.2)


def _pieces(told: Settings, kind: str) -> list[Piece]:
    """After the tidying that PostgreSQL does by itself now and then."""
    if kind == "postgresql":
        with application(told), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        return [Piece(*row) for row in question(told, POSTGRESQL)]
    question(told, "PRAGMA wal_checkpoint(TRUNCATE)")
    return [Piece(*row) for row in question(told, SQLITE)]


def _grown(plan: Plan, before: list[Piece], after: list[Piece]) -> list[Piece]:
    """What one comment has added to each, the largest first."""
    sizes = {piece.title: piece.size for piece in before}
    grown = [replace(each, size=(each.size - sizes.get(each.title, 0)) / plan.kept) for each in after]
    return sorted((each for each in grown if each.size >= 1), key=lambda each: -each.size)


def _report(plan: Plan, part: Part, told: Settings, kind: str, grown: list[Piece]) -> None:
    count = "octet_length({})" if kind == "postgresql" else "length(CAST({} AS BLOB))"
    lengths = ", ".join(f"avg({count.format(column)})" for column in ("source", "html"))
    typed, shown = map(float, question(told, f"SELECT {lengths} FROM comment")[0])

    def row(title: str, size: float, purpose: str = "") -> list[str]:
        return [title, f"{size:,.0f}", f"{size / typed:.2f}", purpose]

    rows = [row("text as typed", typed), row("HTML as shown", shown)]
    for what, pieces in _apart(grown).items():
        whole = sum(each.size for each in pieces)
        part.figure(f"{what}, {kind}", "bytes a comment", [whole], less_is_better=True)
        rows += [row(f"all {what}", whole), *(row(f"… {each.title}", each.size, each.purpose) for each in pieces)]
    columns = ["", "bytes a comment", "times the text", "what it is for"]
    part.tables.append(Table(f"On disk, {kind}, {plan.kept:,} comments", columns, rows))
    _goals(part, kind, grown, typed, shown)


def _apart(grown: list[Piece]) -> dict[str, list[Piece]]:
    tables = [each for each in grown if not each.is_index]
    return {
        "tables for good": [each for each in tables if each.name not in FOR_A_TIME],
        "tables for a time": [each for each in tables if each.name in FOR_A_TIME],
        "indexes for good": [each for each in grown if each.is_index and each.of not in FOR_A_TIME],
        "indexes for a time": [each for each in grown if each.is_index and each.of in FOR_A_TIME],
    }


def _goals(part: Part, kind: str, grown: list[Piece], typed: float, shown: float) -> None:
    sums = {what: sum(each.size for each in pieces) / typed for what, pieces in _apart(grown).items()}
    whole = sums["tables for good"] + sums["tables for a time"]
    said = (
        f"{whole:.2g} times what was typed; {sums['tables for good']:.2g} when what is kept for a time has gone; "
        f"text and HTML alone are {1 + shown / typed:.2g}"
    )
    name = f"bytes on disk without indexes, {kind}"
    part.goal(name, f"within {GOAL} times the text itself", said, whole <= GOAL)
    indexes = [each for each in grown if each.is_index]
    nameless = [each.title for each in indexes if not each.purpose]
    said = f"{len(indexes) - len(nameless)} of {len(indexes)}" + (
        f", without: {', '.join(nameless)}" if nameless else ""
    )
    part.goal(f"indexes that are named and needed, {kind}", "all", said, not nameless)
