"""The figures of protocol B for one site."""

from dataclasses import dataclass

from .judged import Judged, wrong_share
from .learnt_along import Figures
from .reliability import expected_error, reliability
from .roc import area, recall_at, roc


@dataclass(slots=True)
class LearntBefore:
    name: str
    learnt: int
    judged: list[Judged]

    @property
    def figures(self) -> Figures:
        points = roc(self.judged)
        return {
            "held_out_error_percent": 100 * wrong_share(self.judged),
            "held_out_auc": area(points),
            "held_out_recall_percent_at_1_percent_fp": 100 * recall_at(points, 0.01),
            "held_out_recall_percent_at_0.1_percent_fp": 100 * recall_at(points, 0.001),
            "held_out_calibration_error_percent": 100 * expected_error(reliability(self.judged)),
        }
