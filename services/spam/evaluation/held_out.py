"""Protocol B: learn one set of comments in one pass, then judge another without learning it."""

from random import Random

from services.spam.learning.learner import Learner
from services.spam.learning.replays import Replays
from services.spam.learning.sample import Sample

from .judged import Judged
from .labelled import LabelledSite
from .repeats import Repeats


def judge_held_out(train: LabelledSite, test: LabelledSite, *, seed: int, repeats: bool = False) -> list[Judged]:
    """The order of learning is shuffled; the seed alone determines it."""
    random = Random(str(seed))
    learner, replays, known = Learner(), Replays[Sample](random), Repeats()
    for comment in random.sample(train.comments, len(train.comments)):
        learner.learn(comment.sample, comment.is_spam, replays.draw())
        replays.keep(comment.sample, comment.is_spam)
        known.keep(comment)
    said = [learner.judge(comment.sample).probability for comment in test.comments]
    if repeats:
        said = [known.weigh(each, comment.sample.text) for each, comment in zip(said, test.comments, strict=True)]
    return [Judged(each, comment.is_spam) for each, comment in zip(said, test.comments, strict=True)]
