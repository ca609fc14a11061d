"""How long each local check takes over the worst texts known: `python -m bench.bench_checks`.

Milliseconds of one thread, the better of three runs, over 64,000 characters of each kind, on SQLite, with thirty near
copies of every text stored before, half of them spam: so many from one place that the rate has much to count. All
checks together may take 50 ms. The first row is a usual comment of 400 characters.
"""

import random
import tempfile
from collections.abc import Callable
from functools import partial
from time import thread_time

from flask_migrate import upgrade

import config as settings
from app import create_app
from models import Comment, Origin, Person, Site, Thread, db, transaction
from services.pages import Page, begin_thread
from services.sites.create_site import create_site
from services.spam import checks
from services.spam.case import Case
from services.spam.networks import network_of
from services.spam.traces import note
from services.text import plain

from .fill import HOME, KEY, page_of, write

SIZE, COPIES, TIMES, TARGET = 64_000, 30, 3, 50.0
ADDRESS = "100.64.7.7"


def _repeated(unit: str) -> str:
    return (unit * (SIZE // len(unit) + 1))[:SIZE]


def _numbered(pattern: str) -> str:
    return " ".join(pattern.format(number) for number in range(SIZE // len(pattern)))[:SIZE]


def _prose(chance: random.Random) -> str:
    return " ".join(write(chance) for _ in range(400))[:SIZE]


def texts() -> dict[str, str]:
    chance = random.Random(7)
    return {
        "a usual comment": write(chance),
        "one letter": "a" * SIZE,
        "one word": _repeated("casino "),
        "one link": _repeated("https://a.example/b "),
        "nothing but links": _numbered("https://pills{}.example/"),
        "international links": _numbered("https://é{}.example/"),
        "links as entities": _repeated("h&#116;tp://a.example "),
        "zero-width characters": "\u200b" * SIZE,
        "zero-width in words": _repeated("a\u200bb "),
        "emoji": _repeated("😀"),
        "families": _repeated("👨\u200d👩\u200d👧 "),
        "tag characters": "\U000e0041" * SIZE,
        "letters of formulas": _repeated("𝐁𝐄𝐒𝐓 "),
        "two scripts in a word": _repeated("аb "),
        "disguised words": _repeated("pаypаl "),
        "ligatures": "\ufdfa" * SIZE,
        "marks": _repeated("e\u0301\u0316"),
        "Chinese": "".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(SIZE)),
        "spaces": _repeated(" a\n"),
        "punctuation": _repeated("?!.,"),
        "prose": _prose(chance),
    }


class Stage:
    """One page, one person, and what was said there before."""

    def __init__(self) -> None:
        self.site: Site = create_site(KEY, "Margins", HOME, hold="nothing")
        with transaction():
            self.thread: Thread = begin_thread(self.site, Page(page_of(1)))
            self.person = Person(site_id=self.site.id, visitor="a visitor")
            db.session.add(self.person)

    def store(self, text: str, status: str = "published") -> Case:
        comment = Comment(
            site_id=self.site.id,
            thread_id=self.thread.id,
            person_id=self.person.id,
            status=status,
            author_name="Best Online Casino",
            author_website="https://www.casino.example/",
            source=text,
            html="",
            fingerprint=plain.fingerprint(text),
        )
        db.session.add(comment)
        db.session.flush()
        origin = Origin(site_id=self.site.id, comment_id=comment.id, ip=ADDRESS, network=network_of(ADDRESS))
        db.session.add(origin)
        note(comment)
        return Case(self.site, self.thread, comment, origin, self.person, 60.0)

    def prepare(self, text: str) -> Case:
        with transaction():
            for number in range(COPIES):
                self.store(f"{number // 5} {text}" if number % 5 else text, ("spam", "published")[number % 2])
            return self.store(text)


def milliseconds(act: Callable[[], object]) -> float:
    began = thread_time()
    act()
    return (thread_time() - began) * 1000


def measure(case: Case) -> dict[str, float]:
    """By check, the better of some runs; each run reads its links anew, at the cost of the first check that asks."""
    best: dict[str, float] = {}
    for _ in range(TIMES):
        fresh = Case(case.site, case.thread, case.comment, case.origin, case.person, case.form_age)
        for check in checks.LOCAL:
            name = check.__name__.rpartition(".")[2]
            best[name] = min(best.get(name, 1e9), milliseconds(partial(check.examine, fresh)))
    return best


def report(kind: str, spent: dict[str, float]) -> float:
    slowest = sorted(spent.items(), key=lambda item: -item[1])[:3]
    total = sum(spent.values())
    note_ = " TOO SLOW" if total > TARGET else ""
    print(f"{kind:24}{total:7.1f} ms   {', '.join(f'{name} {ms:.1f}' for name, ms in slowest)}{note_}")
    return total


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings.load({"CHIOSA_DATA_DIR": folder, "CHIOSA_LOG_LEVEL": "WARNING"}))
        with app.app_context():
            upgrade()
            stage = Stage()
            totals = [report(kind, measure(stage.prepare(text))) for kind, text in texts().items()]
            db.session.remove()
            db.engine.dispose()
    print(f"The worst of {SIZE:,} characters takes {max(totals):.0f} ms; {TARGET:.0f} ms are allowed.")


if __name__ == "__main__":
    main()
