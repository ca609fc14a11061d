"""Who is what at a site, and who has been invited: an owner's page."""

import logging

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from blueprints.context import house
from blueprints.errors import STATUS
from models import Invitation, Moderator
from models.moderator import ROLES
from services.errors import Refusal
from services.identity.invitations import invite, revoke
from services.identity.people import EMAIL_MOST, change_role, remove

from . import blp
from .guard import needs
from .page import render_room
from .view import typed

log = logging.getLogger(__name__)
Answer = Response | str | tuple[str, int]


@blp.get("/people")
@needs("owner")
def people() -> Answer:
    return show_people()


@blp.post("/people/<int:moderator_id>/role")
@needs("owner")
def give_role(moderator_id: int) -> Answer:
    role = request.form.get("role", "")
    changed = change_role(g.moderator.site_id, moderator_id, role, by=g.moderator)
    log.info("moderator %s: moderator %s is %s now", g.moderator.id, moderator_id, role)
    flash({"kind": "role_changed", "name": changed.name, "role": changed.role})
    return redirect(url_for("room.people") if changed.id != g.moderator.id else url_for("room.queue"), 303)


@blp.post("/people/<int:moderator_id>/remove")
@needs("owner")
def remove_person(moderator_id: int) -> Answer:
    removed = remove(g.moderator.site_id, moderator_id, by=g.moderator)
    log.info("moderator %s: removed moderator %s", g.moderator.id, moderator_id)
    flash({"kind": "person_removed", "name": removed.name})
    return redirect(url_for("room.people") if removed.id != g.moderator.id else url_for("door.rooms"), 303)


@blp.post("/people/invitations")
@needs("owner")
def invite_person() -> Answer:
    """The link stands on this one answer and nowhere else: only its hash is kept."""
    email, role = typed(request.form.get("email", ""), EMAIL_MOST + 1), request.form.get("role", "")
    try:
        token = invite(g.moderator, email, role)
    except Refusal as refusal:
        return show_people(refusal=refusal, email=email, role=role)
    log.info("moderator %s: invited somebody as %s", g.moderator.id, role)
    path = url_for("door.show_invitation", token=token)
    return show_people(link=f"{house().config.public_url}{path}", invited=email)


@blp.post("/people/invitations/<int:invitation_id>/revoke")
@needs("owner")
def revoke_invitation(invitation_id: int) -> Answer:
    revoke(g.moderator, invitation_id)
    log.info("moderator %s: revoked invitation %s", g.moderator.id, invitation_id)
    flash({"kind": "invitation_revoked"})
    return redirect(url_for("room.people"), 303)


def show_people(
    *, refusal: Refusal | None = None, link: str = "", invited: str = "", email: str = "", role: str = "moderator"
) -> Answer:
    site_id = g.moderator.site_id
    page = render_room(
        "dashboard/people.html",
        people=Moderator.all_of(site_id),
        invitations=Invitation.open_of(site_id),
        roles=ROLES,
        refusal=refusal,
        link=link,
        invited=invited,
        email=email,
        role=role,
    )
    return (page, STATUS[type(refusal)]) if refusal else page
