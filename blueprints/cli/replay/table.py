from collections import Counter
from collections.abc import Iterable, Mapping

from services.moderation.fates import Fate

from .answers import Answer

STATUSES = {"pending": "held", "checking": "still being checked"}
ORDER = ["sent", "published", "held", "spam", "rejected", "deleted", "still", "discarded", "refused", "failed", "lost"]


class Table:
    """How many lines of each label met which end."""

    def __init__(self) -> None:
        self.cells: Counter[tuple[str, str]] = Counter()

    @classmethod
    def of(cls, answers: Iterable[Answer], fates: Mapping[int, Fate], *, may_discard: bool) -> "Table":
        """`may_discard`: the site drops blatant spam, so a comment that is gone was dropped; else it was lost."""
        table = cls()
        gone = "discarded" if may_discard else "lost"
        for answer in answers:
            for row in ("sent", *_rows(answer, fates, gone)):
                table.cells[row, answer.line.label] += 1
        return table

    @property
    def lost(self) -> int:
        return sum(count for (row, _), count in self.cells.items() if row == "lost")

    def __str__(self) -> str:
        labels = sorted({label for _, label in self.cells})
        rows = sorted({row for row, _ in self.cells}, key=lambda row: (ORDER.index(row.split()[0].strip(":")), row))
        width = max(map(len, rows))
        head = f"{'':<{width}}" + "".join(f"{label:>10}" for label in [*labels, "all"])
        return "\n".join([head, *(f"{row:<{width}}{self._counts(row, labels)}" for row in rows)])

    def _counts(self, row: str, labels: list[str]) -> str:
        counts = [self.cells[row, label] for label in labels]
        return "".join(f"{count:>10,}" for count in [*counts, sum(counts)])


def _rows(answer: Answer, fates: Mapping[int, Fate], gone: str) -> list[str]:
    if answer.has_failed:
        return [f"failed: {answer.status} {answer.code}"]
    if answer.comment_id is None:
        return [f"refused: {answer.code}"]
    if (fate := fates.get(answer.comment_id)) is None:
        return [gone]
    status = STATUSES.get(fate.status, fate.status)
    if status not in ("held", "spam"):
        return [status]
    return [status, f"{status} by {fate.caught_by or 'the policy of the site'}"]
