"""How often each feature stood in spam and in wanted comments: naive Bayes over those that were seen at all."""

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

    def learn(self, found: Features, is_spam: bool) -> None:
        counts = self.in_spam if is_spam else self.in_ham
        for bucket in found.buckets:
            counts[bucket] += 1
        if is_spam:
            self.spam += 1
        else:
            self.ham += 1

    def score(self, found: Features) -> float:
        """Above 0 for spam. By the root of their number: features of one comment are no independent witnesses."""
        told = self.shares(found)
        return sum(told.values())

    def shares(self, found: Features) -> dict[int, float]:
        """What each feature that was seen before brings to the score."""
        base = log((self.ham + 2 * SMOOTHING) / (self.spam + 2 * SMOOTHING))
        in_spam, in_ham = self.in_spam, self.in_ham
        told = {
            bucket: log((spam + SMOOTHING) / (ham + SMOOTHING)) + base
            for bucket in found.buckets
            if (spam := in_spam[bucket]) + (ham := in_ham[bucket])
        }
        root = sqrt(len(told) or 1)
        return {bucket: max(-LOUDEST, min(LOUDEST, each)) / root for bucket, each in told.items()}
