"""Who votes, reacts and reports: one visitor, and one household among others."""

from blueprints.context import house, visitor
from blueprints.limits import by_address, by_network
from models import Site
from services.identity.hidden_address import hide_address
from services.identity.tokens import Visitor


def asker(site: Site) -> Visitor:
    """The visitor who asks; a new one, if the browser brought no token."""
    return visitor(site) or house().tokens.new_visitor(site.id)


def token_of(who: Visitor) -> str:
    return house().tokens.write_visitor(who)


def hidden_address(*about: object) -> str:
    return hide_address(house().config.secret_key, by_address(), *about)


def hidden_network(*about: object) -> str:
    """Equal for all who come from one provider's block."""
    return hide_address(house().config.secret_key, by_network(), *about)
