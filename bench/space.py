"""Bytes on disk for each comment, by table and index, after comments came through the public path and the worker
has done what was owed; beside the text itself."""

import time
from contextlib import ExitStack
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
from .serving import running, serving
from .writes import ACCEPTED

GOAL = 1.5
PATIENCE = 120
COMMENTS_A_THREAD = 50

SQLITE = """
    SELECT name, coalesce((SELECT tbl_name FROM sqlite_master m WHERE m.name = d.name AND m.type = 'index'), ''),
        sum(pgsize) FROM dbstat d GROUP BY name
"""
POSTGRESQL = """
    SELECT c.relname, coalesce(t.relname, ''),
        pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0)
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace
"""


def run(plan: Plan, databases: Databases, folder: Path) -> Part:
    part = Part("space")
    for kind in plan.databases:
        with databases.empty(kind) as told:
            empty = _sizes(told, kind)
            _post(plan, told)
            _report(plan, part, told, kind, empty)
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


def _sizes(told: Settings, kind: str) -> dict[tuple[str, str], int]:
    """Bytes by name and, for an index, its table."""
    if kind == "postgresql":
        return {(name, of): int(size) for name, of, size in question(told, POSTGRESQL)}
    question(told, "PRAGMA wal_checkpoint(TRUNCATE)")
    return {(name, of): int(size) for name, of, size in question(told, SQLITE)}


def _report(plan: Plan, part: Part, told: Settings, kind: str, empty: dict[tuple[str, str], int]) -> None:
    count = "octet_length({})" if kind == "postgresql" else "length(CAST({} AS BLOB))"
    lengths = ", ".join(f"avg({count.format(column)})" for column in ("source", "html"))
    typed, shown = map(float, question(told, f"SELECT {lengths} FROM comment")[0])
    grown = {key: max(0, size - empty.get(key, 0)) / plan.kept for key, size in _sizes(told, kind).items()}
    tables = {name: size for (name, of), size in grown.items() if not of and size >= 1}
    indexes = {f"{of}: {name}": size for (name, of), size in grown.items() if of and size >= 1}
    rows = [["text as typed", f"{typed:,.0f}", "1.0"], ["HTML as shown", f"{shown:,.0f}", f"{shown / typed:.2f}"]]
    for what, sizes in (("tables", tables), ("indexes", indexes)):
        whole = sum(sizes.values())
        part.figure(f"{what}, {kind}", "bytes a comment", [whole], less_is_better=True)
        rows.append([f"all {what}", f"{whole:,.0f}", f"{whole / typed:.2f}"])
        by_size = sorted(sizes.items(), key=lambda pair: -pair[1])
        rows += [[f"… {name}", f"{size:,.0f}", f"{size / typed:.2f}"] for name, size in by_size]
    part.tables.append(
        Table(f"On disk, {kind}, {plan.kept:,} comments", ["", "bytes a comment", "times the text"], rows)
    )
    times, both = sum(tables.values()) / typed, sum(tables.values()) / (typed + shown)
    said = f"{times:.2g} times what was typed, {both:.2g} times that and its HTML; {len(indexes)} indexes are named"
    name = f"bytes on disk without indexes, {kind}"
    part.goal(name, f"within {GOAL} times the text itself", said, times <= GOAL)
