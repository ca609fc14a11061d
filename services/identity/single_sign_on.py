"""Who a reader is, said by the host site's own server: a signed token (JWT, RFC 7519) that names them."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt

from models import Person, Site, now, transaction
from models.base import insert_new
from models.person import BADGES
from services.errors import Forbidden, Unknown
from services.identity.tokens import Visitor
from services.text import plain

TYPE = "chiosa+jwt"
LONGEST_LIFE = timedelta(days=1)
SLACK = 60
"""Seconds by which the two servers' clocks may differ."""
TOKEN_MAX, NAME_MAX, EMAIL_MAX = 4_000, 245, 100


@dataclass(frozen=True, slots=True)
class Session:
    visitor: Visitor
    name: str


def begin_session(site: Site, token: str) -> Session:
    """The visitor that the token names, as a person with a proven name.

    Raises Forbidden when the site has no secret to sign with, Unknown for a token that is not signed by it, is not
    for this site, is none of ours by its type, or has run out (or would live for longer than a day).
    """
    if site.sso_secret is None:
        raise Forbidden("not_offered", "This site has no single sign-on.")
    claims = _claims(site.key, site.sso_secret, token)
    name = plain.one_line(claims["name"])
    badge = claims.get("badge")
    if plain.is_blank(name) or len(name) > NAME_MAX or badge not in (None, *BADGES):
        raise _refused("its name or badge is not one")
    visitor = Visitor(site.id, f"sso:{hashlib.sha256(claims['sub'].encode()).hexdigest()[:40]}")
    _remember(site, visitor, name, _email(claims), badge)
    return Session(visitor, name)


def _claims(audience: str, secret: str, token: str) -> dict[str, Any]:
    """Nothing in the token chooses how it is verified: one algorithm, one key, and no address in it is followed."""
    if len(token) > TOKEN_MAX:
        raise _refused("it is too long")
    try:
        told = jwt.decode_complete(
            token,
            secret,
            algorithms=["HS256"],
            audience=audience,
            leeway=SLACK,
            options={"require": ["sub", "name", "exp", "aud"], "strict_aud": True},
        )
    except jwt.PyJWTError as error:
        raise _refused(str(error)) from None
    claims: dict[str, Any] = told["payload"]
    if str(told["header"].get("typ", "")).lower() != TYPE:
        raise _refused(f"its type is not {TYPE}")
    if claims["exp"] - now().timestamp() > LONGEST_LIFE.total_seconds() + SLACK:
        raise _refused("it lives for longer than a day")
    if not all(isinstance(claims[name], str) and plain.is_unicode(claims[name]) for name in ("sub", "name")):
        raise _refused("its sub and name must be text")
    return claims


def _email(claims: dict[str, Any]) -> str | None:
    email = claims.get("email")
    is_one = isinstance(email, str) and "@" in email and email.isprintable() and len(email) <= EMAIL_MAX
    return email if is_one else None


def _remember(site: Site, visitor: Visitor, name: str, email: str | None, badge: str | None) -> None:
    with transaction():
        insert_new(Person, site_id=site.id, visitor=visitor.name)
        person = Person.by_visitor(site.id, visitor.name)
        assert person is not None
        person.name, person.email = name, email
        if badge:
            person.badge = badge


def _refused(why: str) -> Unknown:
    return Unknown("token_refused", f"The sign-on token is not valid: {why}.")
