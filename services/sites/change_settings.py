"""A site's settings, changed: read strictly, written together with a line of the log for each."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from models import AllowedOrigin, Change, Sentence, Site, db, note_change, now, transaction
from models.base import insert_new
from services.errors import Conflict, Invalid
from services.sites.readers import NotAllowed
from services.sites.settings import SETTINGS
from services.spam.outside.dnsbl import shown_zone
from services.text.addresses import origin

ACTION = "setting.changed"


def set_setting(site: Site, name: str, text: str) -> None:
    """Give a setting another value, as the operator. Raises Invalid, naming what is allowed."""
    if name not in SETTINGS:
        raise Invalid("invalid", f"There is no setting “{name}”. There are: {', '.join(sorted(SETTINGS))}.")
    values, wrong = read_settings({name: text})
    if wrong:
        raise Invalid("invalid", f"{name}: {wrong[name]}", fields={name: "not_allowed"})
    change_settings(site.id, None, values)


def read_settings(typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Sentence]]:
    """The values of what was typed; and for each name at fault, what it must be."""
    values: dict[str, Any] = {}
    wrong: dict[str, Sentence] = {}
    for name, text in typed.items():
        try:
            values[name] = SETTINGS[name].read(text.strip())
        except NotAllowed as error:
            wrong[name] = error.message
    return values, wrong


def change_settings(
    site_id: int, moderator_id: int | None, values: Mapping[str, Any], *, seen: int | None = None
) -> list[str]:
    """Give settings other values, all or none; returns the names of those that are others now.

    Readers' pages follow at once. `seen` is what `last_change` said when the moderator was shown the values: raises
    Conflict when somebody has changed one of these since.
    """
    with transaction():
        site = Site.locked(site_id)
        if seen is not None and changes_since(site_id, seen, values):
            raise Conflict("stale", "Somebody has changed this meanwhile. Look at it and save again.")
        changed = [name for name, value in values.items() if getattr(site, name) != value]
        for name in changed:
            old, new = _logged(name, getattr(site, name)), _logged(name, values[name])
            note_change(site_id, moderator_id, ACTION, name, old=old, new=new)
            setattr(site, name, values[name])
        if "home_url" in changed:
            _move(site, moderator_id)
        site.version += bool(changed)
    return changed


def _move(site: Site, moderator_id: int | None) -> None:
    """The new home's pages show the comments too, and Akismet has to know the site by it."""
    site.akismet_check_at = now() if site.akismet_key else None
    home = origin(site.home_url)
    if insert_new(AllowedOrigin, site_id=site.id, origin=home):
        note_change(site.id, moderator_id, "origin.allowed", home)


def last_change(site_id: int) -> int:
    """The number of the newest change of a setting; 0 before the first."""
    newest = select(func.max(Change.id)).where(Change.site_id == site_id, Change.action == ACTION)
    return db.session.scalar(newest) or 0


def changes_since(site_id: int, seen: int, names: Mapping[str, Any]) -> list[Change]:
    """What became of these settings after that, oldest first."""
    later = select(Change).where(Change.site_id == site_id, Change.id > seen, Change.action == ACTION)
    return list(db.session.scalars(later.where(Change.subject.in_(list(names))).order_by(Change.id)))


def _logged(name: str, value: Any) -> Any:
    """Some block lists want a key as part of their name."""
    if name == "dnsbl" and value:
        return " ".join(map(shown_zone, value.split()))
    return SETTINGS[name].logged(value)
