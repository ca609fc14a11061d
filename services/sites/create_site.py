import re
from collections.abc import Sequence
from typing import Any

from models import AllowedOrigin, Moderator, Site, db, note_change, transaction
from services.errors import Conflict, Invalid
from services.identity.people import account_for, join
from services.text.addresses import NotAPage, origin

TAKEN = ("account", "enter", "invitation", "sign-in", "sign-out")
"""What stands after /room/ where no site's key does."""


def create_site(key: str, name: str, home_url: str, *, origins: Sequence[str] = (), **settings: Any) -> Site:
    """A new site. `home_url` is how Akismet knows it; its origin may always comment, `origins` are further ones.

    Raises Invalid (key: 1 to 63 of a-z, 0-9 and -; addresses) and Conflict when the key is taken.
    """
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", key):
        raise Invalid("invalid", "A site's key has 1 to 63 of a-z, 0-9 and -.", fields={"key": "not_allowed"})
    if key in TAKEN:
        message = f"“{key}” means something else in the room's addresses."
        raise Invalid("invalid", message, fields={"key": "not_allowed"})
    try:
        allowed = dict.fromkeys([origin(home_url), *map(origin, origins)])
    except NotAPage as error:
        raise Invalid("invalid", f"Not a web address: {error}", fields={"origins": "not_a_link"}) from None
    with transaction():
        if Site.by_key(key):
            raise Conflict("key_taken", f"There is a site “{key}” already.")
        site = Site(key=key, name=name, home_url=home_url, **settings)
        db.session.add(site)
        db.session.flush()
        db.session.add_all(AllowedOrigin(site_id=site.id, origin=each) for each in allowed)
        note_change(site.id, None, "site.created", key)
    return site


def add_moderator(site: Site, email: str, name: str, role: str = "owner") -> Moderator:
    """Who has no account yet gets one.

    Raises Invalid for what is no address and Conflict when it moderates here already.
    """
    with transaction():
        return join(site.id, account_for(email, name), role)
