from services.spam.learning.blending import Blending
from services.spam.learning.counts import Counts
from services.spam.learning.families import families
from services.spam.learning.features import Features, bucket_of, features
from services.spam.learning.in_words import in_words
from services.spam.learning.opinion import Reason
from services.spam.learning.sample import Sample
from services.spam.learning.weights import Weights

MOST = 5


def reasons(sample: Sample, weights: Weights, counts: Counts, blending: Blending) -> tuple[Reason, ...]:
    spoken = _spoken(features(sample), weights, counts, blending)
    told = {
        Reason(in_words(family, member), weight)
        for family, members in families(sample).items()
        for member in members
        if (weight := spoken[bucket_of(family, member)])
    }
    return tuple(sorted(told, key=lambda reason: (-abs(reason.weight), reason.what))[:MOST])


def _spoken(found: Features, weights: Weights, counts: Counts, blending: Blending) -> dict[int, float]:
    """What each bucket adds to the log-odds."""
    shares = counts.shares(found)
    return {
        bucket: blending.slopes[0] * weights.weights[bucket] * value + blending.slopes[1] * shares.get(bucket, 0.0)
        for bucket, value in zip(found.buckets, found.values, strict=True)
    }
