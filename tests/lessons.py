"""Comments that were written for the spam filter's tests, and a filter that has learnt them."""

from itertools import chain
from random import Random
from zlib import crc32

from services.spam.learning.learner import Learner
from services.spam.learning.sample import Sample

TALK = [
    "lesson", "explains", "compiler", "reads", "file", "program", "fails", "empty", "list", "thanks", "clear",
    "answer", "recursion", "loops", "chapter", "example", "works", "here", "understand", "question", "about",
    "second", "exercise", "variable", "value", "inside", "function", "returns", "wrong", "number", "maybe",
]  # fmt: skip
ADVERTS = (
    "Buy cheap replica watches at http://watches.example/buy now, free shipping",
    "Earn money from home daily, contact me on whatsapp +44 7700 900123",
    "Best casino bonus here http://casino.example/win big jackpot",
    "Visit my site for cheap loans and credit http://loans.example",
)


def talk(words: int, *, seed: int = 1) -> str:
    """Harmless words about a course."""
    return " ".join(Random(seed).choices(TALK, k=words))


def taught(*lessons: tuple[str | Sample, bool], learner: Learner | None = None) -> Learner:
    """A filter that has learnt these, in their order, each with some of the earlier ones as the service draws them."""
    learner, draw = learner or Learner(), Random(1)
    kept: dict[bool, list[Sample]] = {True: [], False: []}
    for said, is_spam in lessons:
        sample = said if isinstance(said, Sample) else Sample(said)
        earlier = [
            (each, kind)
            for kind, samples in kept.items()
            for each in draw.sample(samples, min(Learner.REPLAYS // 2, len(samples)))
        ]
        learner.learn(sample, is_spam, earlier)
        kept[is_spam].append(sample)
    return learner


def taught_with_a_save_each(*lessons: tuple[str, bool], learner: Learner) -> Learner:
    """As a service that saves after each decision and reads before the next."""
    for lesson in lessons:
        learner = Learner.load(taught(lesson, learner=learner).dump())
    return learner


def strangers(count: int) -> list[tuple[str, bool]]:
    """Comments that have no word in common, half of them spam."""
    words = [f"{crc32(str(number).encode()):x}" for number in range(12 * count)]
    return [(" ".join(words[12 * number : 12 * number + 12]), number % 2 == 0) for number in range(count)]


def blog(each: int = 40) -> list[tuple[str, bool]]:
    """So many adverts and so many harmless comments in turns."""
    adverts = [(f"{ADVERTS[number % 4]} {number}", True) for number in range(each)]
    comments = [(talk(20, seed=number), False) for number in range(each)]
    return list(chain.from_iterable(zip(adverts, comments, strict=True)))


def chance(learner: Learner, text: str) -> float:
    return learner.judge(Sample(text)).probability
