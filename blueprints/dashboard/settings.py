"""A site's settings: read by all who moderate it, changed by its owners, a group at a time."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from models import AllowedOrigin, BlockedTerm, Change, Moderator, Site
from services.errors import Conflict, NotFound
from services.sites.change_settings import change_settings, changes_since, last_change, read_settings
from services.sites.settings import GROUPS, SETTINGS, Group, Setting
from services.spam.outside.dnsbl import shown_zone
from services.spam.outside.key_state import key_states
from services.spam.what_if import WhatIf, what_if

from . import blp
from .guard import needs
from .page import render_room

log = logging.getLogger(__name__)
Page = tuple[str, int]
TYPED_MOST = 10_000
PAGES = {"sso": "room.show_sso"}
"""The groups that have a page of their own."""


@dataclass(frozen=True, slots=True)
class Field:
    """A setting as it stands in a form."""

    setting: Setting
    typed: str
    wrong: str = ""


@blp.get("/settings")
def settings() -> Page:
    site = Site.of(g.moderator.site_id)
    lists = [shown_zone(zone) for zone in (site.dnsbl or "").split()]
    page = render_room(
        "dashboard/settings.html",
        groups=GROUPS,
        pages=PAGES,
        shown={name: getattr(site, name) for name in SETTINGS} | {"dnsbl": " ".join(lists) or None},
        keys=key_states(site),
        origins=AllowedOrigin.of(site.id),
        holding=[term for term in BlockedTerm.of(site.id) if term.action == "hold"],
    )
    return page, 200


@blp.get("/settings/<group_key>")
@needs("owner")
def show_settings(group_key: str) -> Page:
    """The form; with values in the address, those, and what they would have done."""
    group = _group(group_key)
    typed = _typed(group, request.args)
    return _show(group, typed, is_asked=bool(typed), seen=_seen(request.args))


@blp.post("/settings/<group_key>")
@needs("owner")
def save_settings(group_key: str) -> Page | Response:
    group = _group(group_key)
    typed, seen = _typed(group, request.form), _seen(request.form)
    values, wrong = read_settings(typed)
    if wrong:
        return _show(group, typed, seen=seen)
    try:
        changed = change_settings(g.moderator.site_id, g.moderator.id, values, seen=seen)
    except Conflict:
        meanwhile = changes_since(g.moderator.site_id, seen, values)
        return _show(group, typed, meanwhile=meanwhile)
    log.info("moderator %s: settings %s", g.moderator.id, ", ".join(changed) or "as they were")
    flash({"kind": "settings_saved", "count": len(changed)})
    return redirect(url_for("room.settings", _anchor=group.key), 303)


def _group(key: str) -> Group:
    group = next((group for group in GROUPS if group.key == key and key not in PAGES), None)
    if group is None:
        raise NotFound("not_found", "There are no such settings.")
    return group


def _typed(group: Group, form: Mapping[str, str]) -> dict[str, str]:
    return {each.name: form[each.name][:TYPED_MOST] for each in group.settings if each.name in form}


def _seen(form: Mapping[str, str]) -> int:
    """Up to which change the moderator has seen the settings; without it, now."""
    told = form.get("seen", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else last_change(g.moderator.site_id)


def _show(
    group: Group,
    typed: Mapping[str, str],
    *,
    seen: int | None = None,
    is_asked: bool = False,
    meanwhile: list[Change] | None = None,
) -> Page:
    """What was typed stays; 422 where something of it is wrong, 409 where somebody was quicker."""
    site = Site.of(g.moderator.site_id)
    values, wrong = read_settings(typed)
    now = {each.name: each.written(getattr(site, each.name)) for each in group.settings}
    fields = [Field(each, typed.get(each.name, now[each.name]), wrong.get(each.name, "")) for each in group.settings]
    page = render_room(
        "dashboard/setting_group.html",
        group=group,
        fields=fields,
        seen=last_change(site.id) if seen is None else seen,
        meanwhile=[(change, SETTINGS[change.subject], _name(change)) for change in meanwhile or ()],
        replayed=_replayed(site, group, values) if is_asked and not wrong else None,
        wrong=wrong,
    )
    return page, 422 if wrong else 409 if meanwhile else 200


def _replayed(site: Site, group: Group, values: Mapping[str, Any]) -> WhatIf | None:
    if not group.is_judging:
        return None
    return what_if(site, {name: value for name, value in values.items() if SETTINGS[name].is_judging})


def _name(change: Change) -> str:
    by = Moderator.of(change.site_id, change.moderator_id) if change.moderator_id else None
    return by.name if by else ""
