"""How the database answers what a request asks it: the plan of every statement."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import event

from models import db

WORTH = ("select", "with", "(select")
BESIDE = ("Buffers:", "Planning", "Execution", "Buckets:", "Sort Method:", "Index Searches:")


@dataclass(frozen=True, slots=True)
class Asked:
    statement: str
    plan: list[str]

    @property
    def short(self) -> str:
        told = " ".join(self.statement.split())
        _, found, rest = told.partition(" FROM ")
        return (f"… FROM {rest}" if found else told)[:150]

    @property
    def steps(self) -> list[str]:
        """Without what it cost."""
        return [line for line in self.plan if not line.strip().startswith(BESIDE)]


def plans_of(app: Flask, path: str, headers: dict[str, str]) -> list[Asked]:
    """The request is made once, in this process; needs the application's context."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().lower().startswith(WORTH):
            seen.append((statement, parameters))

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = app.test_client().get(path, headers=headers)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise SystemExit(f"{path} was answered with {answer.status_code}.")
    with engine.connect() as connection:
        return [Asked(statement, _plan(connection, statement, parameters)) for statement, parameters in seen]


def _plan(connection: Any, statement: str, parameters: Any) -> list[str]:
    if connection.dialect.name == "postgresql":
        told = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) {statement}", parameters)
        return [row[0] for row in told]
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
