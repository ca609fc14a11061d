"""Protocol P: predict, then learn, from an empty filter on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from services.spam.learning.learner import Learner
from services.spam.learning.replays import Replays
from services.spam.learning.sample import Sample

from .judged import Judged
from .labelled import Labelled
from .repeats import Repeats
from .stopwatch import Stopwatch


@dataclass(slots=True)
class Stream:
    """One pass over a site's comments."""

    judged: list[Judged] = field(default_factory=list)
    predicting: Stopwatch = field(default_factory=Stopwatch)
    learning: Stopwatch = field(default_factory=Stopwatch)
    settled_after: int | None = None
    """Decisions learnt when the filter first called itself settled; None: it never did."""
    stored: int = 0
    """Bytes of the memory at the end."""


def shuffled_streams(
    comments: Sequence[Labelled], *, shuffles: int, seed: int, repeats: bool = False
) -> Iterator[Stream]:
    """One pass for each of so many orders, which the seed alone determines."""
    for number in range(shuffles):
        random = Random(f"{seed}/{number}")
        yield stream(random.sample(comments, len(comments)), random, repeats=repeats)


def stream(comments: Sequence[Labelled], random: Random, *, repeats: bool = False) -> Stream:
    """One pass in the order given; with `repeats` a text that nearly repeats an earlier one is judged by that, too."""
    learner, replays, passed, known = Learner(), Replays[Sample](random), Stream(), Repeats()
    for number, comment in enumerate(comments):
        sample, is_spam = comment.sample, comment.is_spam
        with passed.predicting.time(sample.text):
            opinion = learner.judge(sample)
        probability = known.weigh(opinion.probability, sample.text) if repeats else opinion.probability
        passed.judged.append(Judged(probability, is_spam))
        if opinion.is_settled and passed.settled_after is None:
            passed.settled_after = number
        earlier = replays.draw()
        with passed.learning.time(sample.text):
            learner.learn(sample, is_spam, earlier)
        replays.keep(sample, is_spam)
        known.keep(comment)
    passed.stored = len(learner.dump())
    return passed
