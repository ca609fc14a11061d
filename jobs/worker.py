"""What the clock asks of the application, and the process that does it."""

import logging
import os
from collections.abc import Callable
from importlib.metadata import version
from time import monotonic

from flask import Flask
from huey import crontab
from huey.consumer import Consumer

from config import VERSION, Config
from services.identity.gravatar import Gravatar
from services.moderation.sweep import go_through, is_waiting
from services.moderation.unfound import make_found
from services.privacy.forget import forget_what_is_old
from services.spam.memory import make_stale_anew
from services.spam.outside.akismet_client import Akismet
from services.spam.outside.akismet_gate import AkismetGate, ask_usages, verify_doubtful_keys
from services.spam.outside.akismet_judge import AkismetJudge
from services.spam.outside.cleantalk_client import CleanTalk
from services.spam.outside.cleantalk_judge import CleanTalkGate, CleanTalkJudge
from services.spam.outside.dnsbl import BlockListJudge, BlockLists
from services.spam.outside.judges import Judges
from services.spam.outside.key_checks import check_new_keys

from .crew import Crew
from .drain import drain
from .outside import Outside
from .wake_ups import WakeUps

log = logging.getLogger(__name__)
ROUND_SECONDS = 5
HEARERS = 2
"""One hears wake-ups while another does what the clock asks."""
NICE = 10
"""Readers come first: where both want the processor the web server has it."""
LAST_SECONDS = 8
"""How long the worker lets what is under way go on when it must end. What takes longer is left to its lease."""


class Jobs:
    """What the clock may ask of the application. Made once in each process, cheap until the worker runs."""

    def __init__(self, app: Flask, config: Config, wake_ups: WakeUps) -> None:
        self.app, self.config = app, config
        self.huey = wake_ups.huey
        self._gate: AkismetGate | None = None
        self._cleantalk: CleanTalkGate | None = None
        self._lists: BlockLists | None = None
        self._gravatar: Gravatar | None = None
        self._is_ending: Callable[[], bool] = lambda: False
        self._crew = Crew(config.worker_threads, self._drain_or_say_why, pause=ROUND_SECONDS)
        wake_ups.heard = self._crew.call
        self.huey.periodic_task(crontab(minute="17"), name="forget")(self.forget)
        self.huey.periodic_task(crontab(minute="41"), name="unlearn")(self.unlearn)
        self.huey.periodic_task(crontab(minute="*/5"), name="index")(self.index)
        self.huey.periodic_task(crontab(minute="23", hour="*/6"), name="verify_keys")(self.verify_keys)
        self.huey.periodic_task(crontab(minute="41", hour="4"), name="ask_usages")(self.ask_usages)

    @property
    def gate(self) -> AkismetGate:
        if self._gate is None:
            user_agent = f"Chiosa/{VERSION} | akismet-python/{version('akismet')}"
            client = Akismet(base_url=self.config.akismet_url, user_agent=user_agent)
            self._gate = AkismetGate(client, is_test=self.config.akismet_test, public_url=self.config.public_url)
        return self._gate

    @property
    def cleantalk(self) -> CleanTalkGate:
        if self._cleantalk is None:
            self._cleantalk = CleanTalkGate(CleanTalk(self.config.cleantalk_url, f"chiosa-{VERSION}"))
        return self._cleantalk

    @property
    def judges(self) -> Judges:
        if self._lists is None:
            self._lists = BlockLists(self.config.dns)
        judges = (AkismetJudge(self.gate), CleanTalkJudge(self.cleantalk), BlockListJudge(self._lists))
        return {judge.name: judge for judge in judges}

    @property
    def outside(self) -> Outside:
        if self._gravatar is None:
            self._gravatar = Gravatar(self.config.gravatar_url)
        return Outside(self.judges, self._gravatar)

    def drain(self) -> int:
        """Moderators wait for their sweeps, so those come before what is owed to the outside."""
        count = 0
        with self.app.app_context():
            check_new_keys({"akismet": self.gate, "cleantalk": self.cleantalk})
            while True:
                count += go_through(self._is_ending)
                count += drain(self.outside, lambda: self._is_ending() or is_waiting(), self._crew.call)
                if self._is_ending() or not is_waiting():
                    return count

    def _drain_or_say_why(self) -> None:
        """Called after a wake-up and every few seconds: that rests on the database alone."""
        try:
            self.drain()
        except Exception:
            log.exception("a round failed; the next one comes")

    def forget(self) -> int:
        with self.app.app_context():
            return forget_what_is_old()

    def unlearn(self) -> int:
        """What was learnt from comments that have been erased goes within the hour."""
        with self.app.app_context():
            return make_stale_anew()

    def index(self) -> int:
        """What was written before there was a search index is brought into it."""
        with self.app.app_context():
            return make_found(self._is_ending)

    def verify_keys(self) -> None:
        with self.app.app_context():
            verify_doubtful_keys(self.gate)

    def ask_usages(self) -> None:
        with self.app.app_context():
            ask_usages(self.gate)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; then finish what is under way, within ten seconds."""
        _ = self.outside  # made before there are threads, so that all share the clients and their breakers
        for name in ("Worker", "Scheduler"):
            logging.getLogger(f"huey.consumer.{name}").addFilter(Seldom())
        consumer = Consumer(
            self.huey,
            workers=HEARERS,
            worker_type="thread",
            initial_delay=0.05,
            max_delay=0.25,
            backoff=1.3,
            check_worker_health=True,
            graceful_signal="TERM",
            shutdown_timeout=LAST_SECONDS,
        )
        self._is_ending = consumer.stop_flag.is_set
        os.nice(NICE)
        self._crew.begin(consumer.stop_flag)
        consumer.run()


class Seldom(logging.Filter):
    """The same message once a minute: while its store is away Huey says so many times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._next: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        is_due = monotonic() >= self._next.get(str(record.msg), 0.0)
        if is_due:
            self._next[str(record.msg)] = monotonic() + 60
        return is_due
