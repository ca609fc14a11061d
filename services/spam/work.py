"""A proof of work in ALTCHA's protocol: the browser of someone whom nobody knows finds a number by trial.

It costs a reader nothing that they would notice and a sender of thousands their processor. SHA-256, one round for each
number, since that is all that every browser can do on every page: `crypto.subtle` is missing on plain http, WebAssembly
where a page's policy forbids it. The number is drawn beforehand, so the longest search is known.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any, Literal

from sqlalchemy import func, select

from models import Comment, Origin, Person, Site, db, now

State = Literal["done", "missing", "wrong", "late", "misanswered", "unproven"]
"""Of a form's work; the last two are said of the page without a script, where the site may ask a question instead."""

RECENT = timedelta(days=3)
DOUBLINGS = 3
"""More than 2^3 times the usual takes a slow phone more than ten seconds."""
LOOKED_AT = 200


def is_asked(site: Site, person: Person | None) -> bool:
    """Of those whom neither the host site's server nor a moderator vouches for."""
    return site.work and not (person is not None and (person.name or person.badge or person.is_approved_at(site)))


def difficulty(site: Site, person: Person | None, network: str, base: int) -> int:
    """How many numbers have to be tried at most: `base`, twice that for each spam of the last days, eight times under
    attack; never more than eight times."""
    doublings = 3 if site.is_attacked else _spam_of(site.id, person, network)
    return int(base * 2 ** min(doublings, DOUBLINGS))


def ask_for(secret: str, nonce: str, ends: int, numbers: int) -> dict[str, Any]:
    """The challenge that goes out with a form, for that form alone; `ends` is a Unix time."""
    import altcha

    return altcha.create_challenge(
        "SHA-256",
        cost=1,
        counter=secrets.randbelow(numbers) + 1,
        expires_at=ends,
        data={"form": nonce},
        hmac_secret=_key(secret),
    ).to_dict()


def check(secret: str, nonce: str, solution: str | None) -> State:
    """What became of a form's work. Any text is read; at most one round of the hash is computed."""
    if not solution:
        return "missing"
    import altcha

    try:
        payload = altcha.Payload.from_base64(solution)
        told = payload.challenge.parameters
        found = altcha.verify_solution(payload, _key(secret))
        is_this_forms = isinstance(told.data, Mapping) and told.data.get("form") == nonce
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return "wrong"
    if found.expired:
        return "late"
    return "done" if found.verified and is_this_forms else "wrong"


def solve(challenge: Mapping[str, Any]) -> str:
    """What a browser does, for those who are none."""
    import altcha

    asked = altcha.Challenge.from_dict(dict(challenge))
    told = asked.parameters
    begun = sha256(bytes.fromhex(told.salt) + bytes.fromhex(told.nonce))
    wanted = bytes.fromhex(told.key_prefix)
    for counter in count():
        tried = begun.copy()
        tried.update(counter.to_bytes(4))
        if tried.digest().startswith(wanted):
            break
    return altcha.Payload(asked, altcha.Solution(counter, tried.hexdigest())).to_base64()


def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"proof of work", "sha256")


def _spam_of(site_id: int, person: Person | None, network: str) -> int:
    """How much of what came lately from this network, or from this visitor, is spam."""
    lately = now() - RECENT
    from_there = (
        select(Origin.comment_id)
        .where(Origin.site_id == site_id, Origin.network == network, Origin.created_at > lately)
        .order_by(Origin.created_at.desc())
        .limit(LOOKED_AT)
    )
    theirs = (
        select(Comment.id)
        .where(Comment.site_id == site_id, Comment.person_id == (person.id if person else None))
        .where(Comment.created_at > lately)
        .order_by(Comment.id.desc())
        .limit(LOOKED_AT)
    )
    suspects = set(db.session.scalars(from_there)) | (set(db.session.scalars(theirs)) if person else set())
    if not suspects:
        return 0
    spam = select(func.count()).where(Comment.site_id == site_id, Comment.id.in_(suspects), Comment.status == "spam")
    return int(db.session.scalar(spam) or 0)
