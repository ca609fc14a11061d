import csv
import io
import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, g, request, stream_with_context
from werkzeug.datastructures import MultiDict

from models import Moderator
from services.errors import NotFound
from services.moderation.export_log import COLUMNS, export_log
from services.moderation.log import KINDS, Place, read_log
from services.sites.settings import SETTINGS

from . import blp
from .guard import needs
from .page import render_room

logger = logging.getLogger(__name__)
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Asked:
    who: int | None = None
    kind: str = ""
    before: Place | None = None

    @classmethod
    def read(cls, query: MultiDict[str, str]) -> "Asked":
        """Raises NotFound for what no page of ours asks."""
        who, kind, before = query.get("who", ""), query.get("kind", ""), query.get("before", "")
        place = Place.read(before) if before else None
        if not re.fullmatch(r"[0-9]{0,15}", who) or kind not in ("", *KINDS) or (before and place is None):
            raise NotFound("not_found", "There is no such part of the log.")
        return cls(int(who) if who else None, kind, place)


@blp.get("/log")
@needs("moderator")
def log() -> str:
    asked, site_id = Asked.read(request.args), g.moderator.site_id
    page = read_log(site_id, who=asked.who, kind=asked.kind, after=asked.before)
    known = {"kinds": KINDS, "people": Moderator.ever_of(site_id), "known_settings": SETTINGS}
    return render_room("dashboard/log.html", log=page, asked=asked, **known)


@blp.get("/log.csv")
@needs("owner")
def log_as_csv() -> Response:
    return _download(_csv(export_log(g.moderator.site_id)), "csv", "text/csv; charset=utf-8")


@blp.get("/log.jsonl")
@needs("owner")
def log_as_json_lines() -> Response:
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in export_log(g.moderator.site_id))
    return _download(lines, "jsonl", "application/jsonl; charset=utf-8")


def _download(parts: Iterable[str], ending: str, content_type: str) -> Response:
    logger.info("moderator %s: takes the log home", g.moderator.id)
    named = {"Content-Disposition": f'attachment; filename="{g.site_key}-log.{ending}"'}
    return Response(stream_with_context(iter(parts)), content_type=content_type, headers=named)


def _csv(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield _row(COLUMNS)
    for line in lines:
        yield _row(_cell(line[column]) for column in COLUMNS)


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _cell(value: Any) -> str:
    """A spreadsheet takes what begins so for a formula, and would run it."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if FORMULA.match(text) else text
