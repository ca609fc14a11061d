"""How often each feature stood in spam and in wanted comments: naive Bayes over those that were seen at all.

Which way a feature leans is kept ready, since far more is judged than learnt.
"""

from math import log, sqrt

from services.spam.learning.features import BUCKETS, Features

SMOOTHING = 0.25
LOUDEST = 3.0


class Counts:
    def __init__(self) -> None:
        self.in_spam = [0] * BUCKETS
        self.in_ham = [0] * BUCKETS
        self.spam = 0
        self.ham = 0
        self._leanings: list[float | None] = [None] * BUCKETS

    def learn(self, found: Features, is_spam: bool) -> None:
        counts = self.in_spam if is_spam else self.in_ham
        for bucket in found.buckets:
            counts[bucket] += 1
            self._note(bucket)
        if is_spam:
            self.spam += 1
        else:
            self.ham += 1

    def recall(self, in_spam: list[int], in_ham: list[int]) -> None:
        """What an earlier memory had counted."""
        self.in_spam, self.in_ham = in_spam, in_ham
        logs = {seen: log(seen + SMOOTHING) for seen in {*in_spam, *in_ham}}
        pairs = zip(in_spam, in_ham, strict=True)
        self._leanings = [logs[spam] - logs[ham] if spam or ham else None for spam, ham in pairs]

    def score(self, found: Features) -> float:
        """Above 0 for spam. By the root of their number: features of one comment are no independent witnesses."""
        base = self._base()
        leanings = self._leanings
        told = [leaning + base for bucket in found.buckets if (leaning := leanings[bucket]) is not None]
        limited = [LOUDEST if each > LOUDEST else -LOUDEST if each < -LOUDEST else each for each in told]
        return sum(limited) / sqrt(len(limited) or 1)

    def shares(self, found: Features) -> dict[int, float]:
        """What each feature that was seen before brings to the score."""
        base = self._base()
        told = {bucket: self._leanings[bucket] for bucket in found.buckets}
        seen = {bucket: leaning + base for bucket, leaning in told.items() if leaning is not None}
        root = sqrt(len(seen) or 1)
        return {bucket: max(-LOUDEST, min(LOUDEST, each)) / root for bucket, each in seen.items()}

    def _base(self) -> float:
        """The more comments of one kind were seen, the less it says that a feature stood in them."""
        return log((self.ham + 2 * SMOOTHING) / (self.spam + 2 * SMOOTHING))

    def _note(self, bucket: int) -> None:
        self._leanings[bucket] = log(self.in_spam[bucket] + SMOOTHING) - log(self.in_ham[bucket] + SMOOTHING)
