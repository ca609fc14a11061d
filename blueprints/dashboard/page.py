from typing import Any

from flask import g, get_template_attribute, render_template, request

from models import OutboxEntry, Site
from services.moderation.rooms import sites_of


def render_room(template: str, **context: Any) -> str:
    """A page of the room, with what stands on each of them: the site, what is wrong with Akismet, how much is owed."""
    site_id = g.moderator.site_id
    others = [site for site in sites_of(g.account.id) if site.id != site_id]
    stands = {"site": Site.of(site_id), "owed_count": len(OutboxEntry.failing(site_id)), "other_sites": others}
    return render_template(template, **stands, **context)


def wants_json() -> bool:
    """Asked by a script of ours, which goes on without a new page."""
    return "X-Requested-With" in request.headers


def sentence(name: str, about: object) -> str:
    """A sentence of templates/dashboard/words.html as plain text, not as HTML."""
    return str(get_template_attribute("dashboard/words.html", name)(about).unescape())
