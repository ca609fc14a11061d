"""How the worker reaches a service: a breaker for each key, and every trouble put into words for the site."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from models import OutboxEntry, Sentence, Site, now, transaction
from services.errors import OutsideFailure
from services.spam.outside.breaker import Breaker
from services.spam.outside.failures import Refused, Unavailable

T = TypeVar("T")
WRONG_KEY_RETRY, REFUSED_REST = 6 * 3600, 900
LOOK_AGAIN = 300
"""Seconds after which what waits while nobody is asked looks again by itself: the probe's answer brings it sooner."""

_LEFT = Sentence("%(service)s has failed several times in a row and is left in peace for a while")


class Gate:
    """One for each service and process, shared by the worker's threads. `service` is how moderators call it."""

    def __init__(self, service: str, judge: str) -> None:
        self.service, self.judge = service, judge
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)
        self._sites: defaultdict[str, set[int]] = defaultdict(set)

    def put(self, site_id: int, key: str, question: Callable[[], T]) -> T:
        """Put a question. Raises OutsideFailure, its reason noted at the site where the key is at fault."""
        breaker = self._breakers[key]
        self._sites[key].add(site_id)
        if breaker.wait():
            raise OutsideFailure(Sentence(_LEFT, service=self.service), retry_in=LOOK_AGAIN, counts=False)
        try:
            answer = question()
        except Unavailable as failure:
            breaker.failed(failure.retry_after)
            raise OutsideFailure(failure.reason, retry_in=failure.retry_after) from failure
        except Refused as refusal:
            breaker.failed(REFUSED_REST)
            note_problem(site_id, self.judge, refusal.reason)
            raise OutsideFailure(refusal.reason, retry_in=WRONG_KEY_RETRY) from refusal
        if breaker.answered():
            with transaction():
                for waiting in tuple(self._sites[key]):
                    OutboxEntry.hurry(waiting, judge=self.judge)
        return answer

    def probe(self) -> None:
        """Where the rest is over and nobody has asked since, the entry that waits longest is due now."""
        for key, breaker in tuple(self._breakers.items()):
            if breaker.wants_probe:
                with transaction():
                    any(OutboxEntry.hurry(site_id, judge=self.judge, most=1) for site_id in tuple(self._sites[key]))


def note_problem(site_id: int, judge: str, problem: str | None) -> None:
    """What is wrong with the site's key or account, for the moderation room; None when it is well again."""
    with transaction():
        site = Site.of(site_id)
        setattr(site, f"{judge}_problem", problem)
        setattr(site, f"{judge}_problem_at", now() if problem else None)
