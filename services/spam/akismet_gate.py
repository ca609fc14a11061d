"""How the worker reaches Akismet: one client, a breaker for each key, and every trouble put into words for the site."""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select

from models import OutboxEntry, Site, db, now, transaction
from services.errors import OutsideFailure
from services.spam.akismet_client import Akismet, AkismetRefused, AkismetUnavailable
from services.spam.breaker import Breaker

log = logging.getLogger(__name__)
T = TypeVar("T")
WRONG_KEY_RETRY = 6 * 3600


class AkismetGate:
    def __init__(self, client: Akismet, *, is_test: bool = False) -> None:
        self.client, self.is_test = client, is_test
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)

    def ask(self, site_id: int, key: str, question: Callable[[Akismet], T]) -> T:
        """Put a question. Raises OutsideFailure, its reason noted at the site where the key is at fault."""
        breaker = self._breakers[key]
        if wait := breaker.wait():
            raise OutsideFailure(
                "Akismet has failed several times in a row and is left in peace for a while",
                retry_in=wait,
                counts=False,
            )
        try:
            answer = question(self.client)
        except AkismetUnavailable as failure:
            breaker.failed()
            raise OutsideFailure(failure.reason, retry_in=failure.retry_after) from failure
        except AkismetRefused as refusal:
            note_problem(site_id, refusal.reason)
            raise OutsideFailure(refusal.reason, retry_in=WRONG_KEY_RETRY) from refusal
        if breaker.answered():
            with transaction():
                OutboxEntry.hurry(site_id)
        return answer

    def verify(self, site_id: int) -> bool:
        """Try the site's key; when it is good again, what waits for Akismet is due at once."""
        site = Site.of(site_id)
        key, blog = site.akismet_key, site.home_url
        if not key:
            return False
        self.ask(site_id, key, lambda client: client.verify(key, blog))
        with transaction():
            note_problem(site_id, None)
            OutboxEntry.hurry(site_id)
        return True


def verify_doubtful_keys(gate: AkismetGate) -> None:
    """Ask again about each key that Akismet refused: once the owner has mended it, everything goes on by itself."""
    doubtful = select(Site.id).where(Site.akismet_key.is_not(None), Site.akismet_problem.is_not(None))
    for site_id in db.session.scalars(doubtful).all():
        try:
            gate.verify(site_id)
        except OutsideFailure as failure:
            log.info("the Akismet key of site %s is not accepted yet: %s", site_id, failure.reason)


def note_problem(site_id: int, problem: str | None) -> None:
    """What is wrong with the site's key or account, for the moderation room; None when it is well again."""
    with transaction():
        site = Site.of(site_id)
        site.akismet_problem, site.akismet_problem_at = problem, now() if problem else None
