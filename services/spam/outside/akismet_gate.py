import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from models import OutboxEntry, Site, db, now, transaction
from services.errors import OutsideFailure
from services.spam.outside.akismet_client import Akismet
from services.spam.outside.gate import Gate, note_problem

log = logging.getLogger(__name__)
T = TypeVar("T")
USAGE_AGE = timedelta(hours=1)


class AkismetGate(Gate):
    """How the worker reaches Akismet. `public_url`: where Akismet may say that it has changed its mind, if by https."""

    def __init__(self, client: Akismet, *, is_test: bool = False, public_url: str = "") -> None:
        super().__init__("Akismet", "akismet")
        self.client, self.is_test = client, is_test
        self._callbacks = f"{public_url}/akismet" if public_url.startswith("https://") else None

    def ask(self, site_id: int, key: str, question: Callable[[Akismet], T]) -> T:
        """Put a question. Raises OutsideFailure, its reason noted at the site where the key is at fault."""
        return self.put(site_id, key, lambda: question(self.client))

    def callback(self, site: Site) -> str | None:
        """Where Akismet is to call back about the site's comments."""
        return f"{self._callbacks}/{site.key}" if self._callbacks else None

    def verify(self, site_id: int) -> bool:
        """Try the site's key; when it is good again, what waits for Akismet is due at once."""
        site = Site.of(site_id)
        key, blog = site.akismet_key, site.home_url
        if not key:
            return False
        db.session.rollback()
        self.ask(site_id, key, lambda client: client.verify(key, blog))
        with transaction():
            note_problem(site_id, "akismet", None)
            OutboxEntry.hurry(site_id, judge="akismet")
        return True

    def ask_usage(self, site_id: int) -> None:
        """Note at the site how much of its plan is used. Raises OutsideFailure."""
        site = Site.of(site_id)
        key, blog = site.akismet_key, site.home_url
        if not key:
            return
        db.session.rollback()
        usage = self.ask(site_id, key, lambda client: client.usage(key, blog))
        with transaction():
            Site.of(site_id).akismet_usage = asdict(usage) | {"at": now().isoformat(timespec="seconds")}


def verify_doubtful_keys(gate: AkismetGate) -> None:
    """Ask again about each key that Akismet refused: once the owner has mended it, everything goes on by itself."""
    _for_each_site(Site.akismet_problem.is_not(None), gate.verify)


def ask_usages(gate: AkismetGate) -> None:
    """Once a day: how much of its plan each site has used."""
    _for_each_site(Site.akismet_problem.is_(None), gate.ask_usage)


def ask_usage_after_alert(gate: AkismetGate, site_id: int) -> None:
    """Alerts speak mostly of the plan's end. Asked once an hour at most."""
    known = Site.of(site_id).akismet_usage
    if not known or datetime.fromisoformat(known["at"]) < now() - USAGE_AGE:
        _try(gate.ask_usage, site_id)


def _for_each_site(which: ColumnElement[bool], ask: Callable[[int], object]) -> None:
    with_key = select(Site.id).where(Site.akismet_key.is_not(None), which)
    for site_id in db.session.scalars(with_key).all():
        _try(ask, site_id)


def _try(ask: Callable[[int], object], site_id: int) -> None:
    """Nobody waits for it: a failure is for the log, the next time comes."""
    try:
        ask(site_id)
    except OutsideFailure as failure:
        log.info("Akismet told nothing about the key of site %s: %s", site_id, failure.reason)
