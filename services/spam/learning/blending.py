"""From two judges' scores to one probability: logistic regression on their record with comments not yet learnt.

The scores grow while the filter learns, so the record fades: comment by comment, older ones count a little less, and
what has faded is replaced by the belief that we start with. One step of Newton's method for each comment; the matrix
of what is known (the log-posterior's curvature) has three rows: the weights', the counts', the lean to one side.
"""

from math import exp

Scores = tuple[float, float, float]

_BELIEF = (1.8, 0.25, 0.0)
_STRENGTH = (4.0, 40.0, 2.0)
_KEPT = 0.997
_FURTHEST = 12.0


class Blending:
    def __init__(self) -> None:
        self.slopes = list(_BELIEF)
        self.known = [
            [strength if row == column else 0.0 for column in range(3)] for row, strength in enumerate(_STRENGTH)
        ]

    def log_odds(self, weights_score: float, counts_score: float) -> float:
        return self.slopes[0] * weights_score + self.slopes[1] * counts_score + self.slopes[2]

    def learn(self, weights_score: float, counts_score: float, is_spam: bool) -> None:
        scores = (weights_score, counts_score, 1.0)
        foreseen = probability(self.log_odds(weights_score, counts_score))
        certainty = max(foreseen * (1 - foreseen), 0.01)
        known = self.known
        for row in range(3):
            for column in range(3):
                known[row][column] = _KEPT * known[row][column] + certainty * scores[row] * scores[column]
            known[row][row] += (1 - _KEPT) * _STRENGTH[row]
        missed = float(is_spam) - foreseen
        step = _solve(known, [missed * score for score in scores])
        self.slopes = [slope + change for slope, change in zip(self.slopes, step, strict=True)]
        self.slopes[0] = max(self.slopes[0], 0.5)
        self.slopes[1] = max(self.slopes[1], 0.05)


def probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-_FURTHEST, min(_FURTHEST, log_odds))))


def _solve(rows: list[list[float]], wanted: list[float]) -> list[float]:
    """Cramer's rule for three unknowns."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    x, y, z = wanted
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return [
        (x * (e * i - f * h) - b * (y * i - f * z) + c * (y * h - e * z)) / whole,
        (a * (y * i - f * z) - x * (d * i - f * g) + c * (d * z - y * g)) / whole,
        (a * (e * z - y * h) - b * (d * z - y * g) + x * (d * h - e * g)) / whole,
    ]
