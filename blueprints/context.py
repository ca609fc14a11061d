"""What every door needs of the application: its settings, its tokens, who asks and from where."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import cast

from flask import current_app, request

from config import Config, Network
from models import Site
from services.errors import NotFound
from services.identity.tokens import Tokens, Visitor

_CLIENT = "chiosa.client"
"""Where a request keeps whose it is, once somebody has asked."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class House:
    config: Config
    tokens: Tokens


def house() -> House:
    return cast(House, current_app.extensions["chiosa"])


def site_or_404(key: str) -> Site:
    if site := Site.by_key(key):
        return site
    raise NotFound("unknown_site", "There is no site with this key.", fields={"site": "not_allowed"})


def visitor(site: Site) -> Visitor | None:
    """Who asks, by the bearer token. Raises Unknown for a token that is none of ours."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        return None
    return house().tokens.read_visitor(site.id, token.strip())


def header(name: str, most: int) -> str:
    """A header as it may be stored and compared: cut to `most` characters, without control characters."""
    return _CONTROLS.sub("", request.headers.get(name, "")[:most])


def client_ip() -> str:
    """The address that asks. What a proxy forwards is believed from configured proxies only, from the right on."""
    if (known := request.environ.get(_CLIENT)) is None:
        forwarded, proxies = request.headers.get("X-Forwarded-For", ""), house().config.trusted_proxies
        known = request.environ[_CLIENT] = forwarded_ip(request.remote_addr or "192.0.2.0", forwarded, proxies)
    return cast(str, known)


def forwarded_ip(peer: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    for hop in [peer, *reversed(forwarded.split(","))]:
        try:
            address = ip_address(hop.strip())
        except ValueError:
            break
        if mapped := getattr(address, "ipv4_mapped", None):
            address = mapped
        peer = str(address).partition("%")[0]
        if not any(address in proxy for proxy in proxies):
            break
    return peer
