"""What a comment form carries unseen: when and where it was opened, and the work that is asked for it."""

from typing import Any

from blueprints.context import client_ip, header, house
from models import Person, Site
from services.identity.tokens import Form, Visitor
from services.pages import Page
from services.spam import work
from services.spam.networks import network_of


def open_ticket(site: Site, page: Page) -> Form:
    return house().tokens.open_form(site.id, page.address, **_from_where())


def read_ticket(site: Site, page: Page, token: str) -> Form:
    """Raises Invalid for one that is not ours, is for another page, or is too old."""
    return house().tokens.read_form(site.id, page.address, token, **_from_where())


def ask_for_work(site: Site, who: Visitor, form: Form) -> dict[str, Any] | None:
    """A challenge for whom nobody knows; None: nothing is asked."""
    person = Person.by_visitor(site.id, who.name)
    if not work.is_asked(site, person):
        return None
    settings = house().config
    numbers = work.difficulty(site, person, network_of(client_ip()), settings.work_numbers)
    return work.ask_for(settings.secret_key, form.nonce, form.ends, numbers)


def check_work(form: Form, solution: str | None) -> work.State:
    return work.check(house().config.secret_key, form.nonce, solution)


def _from_where() -> dict[str, str]:
    return {"browser": header("User-Agent", 1000), "network": network_of(client_ip())}
