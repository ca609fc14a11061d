"""How often one network or one visitor may write. Counted in Valkey/Redis where it is set, else in the process;
when the store is away each process counts for itself: never unlimited, never an error."""

from hashlib import sha256
from ipaddress import ip_address, ip_network

from flask import request
from flask_limiter import Limiter

from config import Config

from .context import client_ip, house
from .recent_writes import RecentWrites

limiter = Limiter(key_func=client_ip)


def init_app(app, config: Config) -> None:  # type: ignore[no-untyped-def]
    app.config.update(
        RATELIMIT_STORAGE_URI=config.redis_url or f"{RecentWrites.STORAGE_SCHEME[0]}://",
        RATELIMIT_STORAGE_OPTIONS={"socket_connect_timeout": 1, "socket_timeout": 1} if config.redis_url else {},
        RATELIMIT_STRATEGY="moving-window",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(config.redis_url),
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)


@limiter.request_filter
def is_reading() -> bool:
    """Who only reads is counted nowhere, so nothing need be looked up either."""
    return request.method in ("GET", "HEAD", "OPTIONS")


def by_address() -> str:
    """One household: an IPv4 address, an IPv6 /64."""
    return _network(32, 64)


def by_network() -> str:
    """One provider's block: an IPv4 /24, an IPv6 /48."""
    return _network(24, 48)


def by_visitor() -> str:
    token = request.headers.get("Authorization", "")
    return sha256(token.encode("latin-1", "replace")).hexdigest() if token else f"without token from {by_address()}"


def _network(v4: int, v6: int) -> str:
    address = ip_address(client_ip())
    return str(ip_network((address, v4 if address.version == 4 else v6), strict=False))


def limit_writes(view):  # type: ignore[no-untyped-def]
    """The three limits of every write by a reader."""
    for setting, key in (("limit_visitor", by_visitor), ("limit_network", by_network), ("limit_address", by_address)):
        view = limiter.shared_limit(lambda name=setting: getattr(house().config, name), scope=setting, key_func=key)(
            view
        )
    return view


def limit_reacting(view):  # type: ignore[no-untyped-def]
    """Votes, reactions and single sign-ons: more of them than comments, for each is a click or a visit."""
    for key in (by_visitor, by_address):
        view = limiter.shared_limit(lambda: house().config.limit_reacting, scope="reacting", key_func=key)(view)
    return view


limit_callback = limiter.shared_limit("120 per minute", scope="callback", key_func=by_address)
limit_preview = limiter.shared_limit(lambda: house().config.limit_preview, scope="preview", key_func=by_address)
limit_reports = limiter.shared_limit("20 per hour", scope="reports", key_func=by_address)
limit_sign_in = limiter.shared_limit(lambda: house().config.limit_sign_in, scope="sign_in", key_func=by_address)
