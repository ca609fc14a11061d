"""Moments as days that SQLite and PostgreSQL give alike, whatever zone a connection speaks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, SQLColumnExpression
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class DayOf(FunctionElement[date]):
    """The day of UTC on which a moment lies."""

    type = Date()
    inherit_cache = True


def day_of(moment: SQLColumnExpression[datetime]) -> ColumnElement[date]:
    return DayOf(moment)


@compiles(DayOf, "sqlite")
def _day_in_sqlite(element: DayOf, compiler: SQLCompiler, **more: Any) -> str:
    return f"substr({compiler.process(element.clauses, **more)}, 1, 10)"


@compiles(DayOf, "postgresql")
def _day_in_postgresql(element: DayOf, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(timezone('UTC', {compiler.process(element.clauses, **more)}) AS DATE)"
