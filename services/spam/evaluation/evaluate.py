"""One evaluation: whose comments are judged, and how."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from .findings import Findings
from .held_out import judge_held_out
from .judged import wrong_share
from .labelled import LabelledSite
from .learnt_along import LearntAlong
from .learnt_before import LearntBefore
from .prequential import Stream, shuffled_streams, stream

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Question:
    """The sites to judge: in shuffled orders, in the order given, or one set after learning another."""

    shuffled: Sequence[LabelledSite] = ()
    in_order: Sequence[LabelledSite] = ()
    pairs: Sequence[tuple[LabelledSite, LabelledSite]] = ()
    shuffles: int = 12
    seed: int = 1
    repeats: bool = False
    """A text that nearly repeats an earlier one is judged by that, too."""
    asked: dict[str, object] = field(default_factory=dict)


def evaluate(question: Question, tell: Tell) -> Findings:
    """Everything but the times is determined by the question. `tell` hears of each pass as it ends."""
    findings = Findings(question.asked)
    for site in question.shuffled:
        passes = shuffled_streams(
            site.comments, shuffles=question.shuffles, seed=question.seed, repeats=question.repeats
        )
        findings.along.append(_along(site, passes, question.shuffles, tell))
    for site in question.in_order:
        findings.along.append(_along(site, _once(site, question), 1, tell))
    for train, test in question.pairs:
        judged = judge_held_out(train, test, seed=question.seed, repeats=question.repeats)
        findings.before.append(LearntBefore(test.name, len(train.comments), judged))
        tell(f"{test.name}, held out: {100 * wrong_share(judged):.1f} % of {len(judged):,} judged wrongly")
    return findings


def _once(site: LabelledSite, question: Question) -> Iterator[Stream]:
    yield stream(site.comments, Random(f"{question.seed}/0"), repeats=question.repeats)


def _along(site: LabelledSite, passes: Iterable[Stream], count: int, tell: Tell) -> LearntAlong:
    found = LearntAlong(site.name, len(site.comments), site.spam)
    for number, passed in enumerate(passes, 1):
        found.streams.append(passed)
        share = 100 * wrong_share(passed.judged)
        tell(f"{site.name}, {number} of {count}: {share:.1f} % of {found.comments:,} judged wrongly")
    return found
