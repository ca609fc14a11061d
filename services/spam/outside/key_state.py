"""How the keys of a site stand, as far as the room may show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models import Site, now
from services.spam.outside.asked import SERVICES, title_of

State = Literal["none", "asked", "silent", "refused", "valid"]
SHOWN, LEAST = 4, 12


@dataclass(frozen=True, slots=True)
class KeyState:
    judge: str
    title: str
    state: State
    """asked: the worker is about to try it. silent: it has, and got no answer."""
    masked: str
    problem: str = ""
    again_at: datetime | None = None


def key_states(site: Site) -> list[KeyState]:
    return [_state(site, judge) for judge in SERVICES]


def _state(site: Site, judge: str) -> KeyState:
    key, problem = getattr(site, f"{judge}_key"), getattr(site, f"{judge}_problem")
    again_at = getattr(site, f"{judge}_check_at")
    state: State = "valid"
    if not key:
        state = "none"
    elif problem:
        state = "refused"
    elif again_at:
        state = "silent" if again_at > now() else "asked"
    return KeyState(judge, title_of(judge), state, masked(key or ""), problem or "", again_at)


def masked(key: str) -> str:
    """Its last four characters, where it is long enough for that to tell nobody anything."""
    return "…" + (key[-SHOWN:] if len(key) >= LEAST else "") if key else ""
