from models import Sentence, Signal
from services.spam.case import Case
from services.spam.lessons import sample_of
from services.spam.memory import recall

_SAID = {
    (False, False): Sentence("By the decisions made here (%(count)s) it is spam, with %(sure)s%% certainty"),
    (True, False): Sentence("By the decisions made here (%(count)s) it is wanted, with %(sure)s%% certainty"),
    (False, True): Sentence(
        "By the decisions made here (%(count)s) it is spam, with %(sure)s%% certainty; loudest: %(loudest)s"
    ),
    (True, True): Sentence(
        "By the decisions made here (%(count)s) it is wanted, with %(sure)s%% certainty; loudest: %(loudest)s"
    ),
}
"""Whether it is wanted, and whether anything spoke louder than the rest."""
MOST_SPAM, MOST_HAM = 0.95, 0.5
"""However sure it is: it neither decides alone, nor turns another's certain "spam" into "publish"."""


def examine(case: Case) -> Signal | None:
    """What the filter, taught by this site's moderators, thinks of it. It says nothing until it has seen enough."""
    learner = recall(case.site.id)
    if learner is None:
        return None
    sample = sample_of(case.comment)
    opinion = learner.judge(sample)
    lean = 2 * opinion.probability - 1
    if not opinion.is_settled or abs(lean) < 0.1:
        return None
    wanted = lean < 0
    loudest = [reason.what for reason in learner.explain(sample) if (reason.weight < 0) == wanted]
    told = {"count": learner.spam + learner.ham, "sure": round(100 * max(opinion.probability, 1 - opinion.probability))}
    reason = Sentence(_SAID[wanted, bool(loudest)], **told, **({"loudest": loudest} if loudest else {}))
    return case.signal("learnt", -1.0 if wanted else 1.0, min(abs(lean), MOST_HAM if wanted else MOST_SPAM), reason)
