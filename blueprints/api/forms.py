from typing import Any

from flask import Response

from blueprints.api import blp
from blueprints.context import house, visitor
from blueprints.tickets import ask_for_work, open_ticket
from models import Person
from services.pages import Page, refuse_foreign
from services.spam import question

from .answers import json_response, site_for
from .schemas.asked import PageQuery
from .schemas.told import FormTold


@blp.get("/form")
@blp.arguments(PageQuery, location="query")
@blp.alt_response(200, schema=FormTold, success=True)
@blp.doc(security=[{"visitor": []}, {}])
def open_form(asked: dict[str, Any]) -> Response:
    """Open a comment form: when the reader first touches it. It brings one comment, within a day."""
    site = site_for(asked["site"])
    page = Page(asked["url"], asked.get("thread"))
    refuse_foreign(site, page)
    tokens = house().tokens
    who = visitor(site) or tokens.new_visitor(site.id)
    form = open_ticket(site, page)
    work = ask_for_work(site, who, form)
    return json_response(
        {
            "form": form.token,
            "wait": site.form_wait,
            "trap": form.trap_name,
            "visitor": tokens.write_visitor(who),
            "name": person.name if (person := Person.by_visitor(site.id, who.name)) else None,
            "work": work,
            "question": site.question if work and question.is_set(site) else None,
        }
    )
