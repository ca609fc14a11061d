"""What a view says of an answer that is the same for everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Response, request
from sqlalchemy import Engine

from blueprints.context import house
from services.reading.place import Place
from services.reading.sight import Sight

from .files import FilesSeen

ENVIRON = "chiosa.shared"
STALE = 10
"""Seconds for which a cache in front of us may go on with an old answer while it asks for the new one."""


class Look(Protocol):
    def has_changed(self, engine: Engine) -> bool: ...


@dataclass(frozen=True, slots=True)
class Shared:
    """What tells whether an answer still holds, until `ends`; where nothing does, Flask is asked again.

    Unless it `asks_always`, the answer is believed without a look as long as the operator allows, and this process
    has written nothing.
    """

    sight: Look | None = None
    ends: datetime | None = None
    asks_always: bool = False


def share(response: Response, place: Place, *, address: str | None = None) -> Response:
    """The layer may repeat it as long as site and discussion have the versions that they have here.

    `address` is that by which the discussion was found; without it, it is known by its id.
    """
    return _say(response, Shared(Sight.of(place, address), place.grows_old_at))


def share_for(response: Response) -> Response:
    """The same, where no version tells of a change: for as long as the operator allows."""
    return _say(response, Shared())


def share_files(response: Response, seen: FilesSeen) -> Response:
    """The same as long as its files are as they were. They are looked at each time."""
    return _say(response, Shared(seen, asks_always=True))


def in_caches() -> str:
    """Cache-Control of an answer that readers' browsers ask about each time, and caches in front of us seldom."""
    seconds = house().config.freshness_seconds
    if not seconds:
        return "public, no-cache"
    return f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={STALE}"


def kept_for(seconds: int) -> str:
    """Cache-Control of an answer that browsers and caches alike may go on with for so long."""
    return f"public, max-age={seconds}, stale-while-revalidate={STALE}"


def _say(response: Response, shared: Shared) -> Response:
    request.environ[ENVIRON] = shared
    response.vary.add("Accept-Encoding")
    return response
