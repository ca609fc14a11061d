"""The discussion as HTML for a host's own page: for static-site builds and for search engines.

The widget takes it over where it stands, with the data that it brings along. The comments are marked up as microdata:
what is marked is what is seen, once, so the marks can't differ from the text and cost few bytes.
"""

import json
from typing import Any

from flask import Response, render_template, request
from markupsafe import Markup

from blueprints.api import cors
from blueprints.context import house
from blueprints.ready.share import kept_for, share
from config import VERSION
from services.errors import NotFound
from services.pages import refuse_foreign
from services.reading.place import Place, find_place
from services.reading.read_thread import read_thread

from .asked import FragmentQuery, page_of, read_query
from .here import Here, outline
from .page import blp


@blp.get("/thread.html")
def show_fragment() -> Response:
    """The first page of a discussion: the same bytes for everybody."""
    asked = read_query(FragmentQuery)
    page = page_of(asked)
    place = find_place(asked["site"], page.address)
    if place is None:
        raise NotFound("unknown_site", "There is no site with this key.")
    refuse_foreign(place.site, page)
    cors.admit(place.site)
    here = Here.at(place.site, page, asked, is_fragment=True)
    etag = place.etag("fragment", VERSION, house().config.public_url, asked, here.words.code)
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = Response(_drawn(here, place), mimetype="text/html")
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = kept_for(60)
    response.headers["X-Robots-Tag"] = "noindex"
    return share(cors.mark(response), place, address=page.address)


def _drawn(here: Here, place: Place) -> str:
    told = read_thread(place, sort=here.asked["sort"])
    return render_template(
        "embed/fragment.html",
        here=here,
        w=here.words,
        thread=told["thread"],
        comments=outline(told["comments"]),
        next=told["next"],
        page_data=_as_script(told),
    )


def _as_script(told: dict[str, Any]) -> Markup:
    """JSON that no end tag and no comment can get out of a script element with."""
    return Markup(json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704 (nothing in it is markup)
