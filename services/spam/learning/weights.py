"""A linear judge that is bold about what it has rarely seen and careful about what it knows.

AROW: Crammer, Kulesza, Dredze, "Adaptive Regularization of Weight Vectors", 2009.
"""

from operator import mul

from services.spam.learning.beliefs import OF_SHAPE
from services.spam.learning.families import SHAPE
from services.spam.learning.features import BUCKETS, Features, bucket_of

REGULARITY = 0.5


class Weights:
    def __init__(self) -> None:
        self.weights = [0.0] * BUCKETS
        self.doubts = [1.0] * BUCKETS
        for member, weight in OF_SHAPE.items():
            self.weights[bucket_of(SHAPE, member)] = weight

    def score(self, found: Features) -> float:
        """Above 0 for spam."""
        return sum(map(mul, map(self.weights.__getitem__, found.buckets), found.values), 0.0)

    def learn(self, found: Features, is_spam: bool) -> None:
        side = 1.0 if is_spam else -1.0
        lacking = 1.0 - side * self.score(found)
        if lacking <= 0:
            return
        weights, doubts = self.weights, self.doubts
        sways = list(map(mul, map(doubts.__getitem__, found.buckets), found.values))
        trust = 1.0 / (sum(map(mul, sways, found.values)) + REGULARITY)
        step = side * lacking * trust
        for bucket, sway in zip(found.buckets, sways, strict=True):
            weights[bucket] += step * sway
            doubts[bucket] -= trust * sway * sway
