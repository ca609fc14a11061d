"""The findings as a table for people: a row for each figure, a column for each site, and their mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .findings import Findings, mean
from .learnt_along import DECIDED_AFTER, MARKS, Figures

NONE = "–"
Format = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    name: str
    show: Format


def _one(value: float) -> str:
    return f"{value:.1f}"


def _two(value: float) -> str:
    return f"{value:.2f}"


def _auc(value: float) -> str:
    return f"{value:.4f}"


def _kilobytes(value: float) -> str:
    return f"{value / 1024:.1f}"


ALONG = (
    *(Row(f"error %, first {mark:,} comments", f"error_percent_after_{mark}", _one) for mark in MARKS),
    *(
        row
        for mark in DECIDED_AFTER
        for row in (
            Row(f"decided by itself %, after {mark}", f"decided_percent_after_{mark}", _one),
            Row("  of these wrong %", f"decided_wrongly_percent_after_{mark}", _one),
        )
    ),
    Row("settled after decisions", "settled_after", _one),
    Row("calibration error %", "calibration_error_percent", _one),
    Row("predict ms, median", "predict_ms_p50", _two),
    Row("predict ms, 95 of 100", "predict_ms_p95", _two),
    Row("learn ms, median", "learn_ms_p50", _two),
    Row("learn ms, 95 of 100", "learn_ms_p95", _two),
    Row("stored KB", "stored_bytes", _kilobytes),
)
BEFORE = (
    Row("error %", "held_out_error_percent", _two),
    Row("ROC-AUC", "held_out_auc", _auc),
    Row("spam caught % at 1 % false", "held_out_recall_percent_at_1_percent_fp", _one),
    Row("spam caught % at 0.1 % false", "held_out_recall_percent_at_0.1_percent_fp", _one),
    Row("calibration error %", "held_out_calibration_error_percent", _one),
)


def as_table(findings: Findings) -> str:
    parts = []
    if along := findings.along:
        streams = max(len(each.streams) for each in along)
        told = f"Predicting, then learning each comment, from an empty filter on; orders: {streams}"
        counts = [
            ["comments", *(f"{each.comments:,}" for each in along), ""],
            ["spam %", *(f"{100 * each.spam / each.comments:.0f}" for each in along), ""],
        ]
        names = [each.name for each in along]
        parts.append(_part(told, names, counts, ALONG, [each.figures for each in along]))
    if before := findings.before:
        counts = [
            ["comments learnt", *(f"{each.learnt:,}" for each in before), ""],
            ["comments judged", *(f"{len(each.judged):,}" for each in before), ""],
        ]
        names = [each.name for each in before]
        figures = [each.figures for each in before]
        parts.append(_part("Trained on one set, judged on another", names, counts, BEFORE, figures))
    return "\n\n".join(parts)


def _part(told: str, names: Sequence[str], counts: list[list[str]], rows: Iterable[Row], figures: list[Figures]) -> str:
    means = mean(figures)
    lines = [*counts, *(_cells(row, figures, means) for row in rows)]
    return "\n".join([told, "", *_set([*_heads(names), *lines])])


def _cells(row: Row, figures: list[Figures], means: Figures) -> list[str]:
    """A mean of some sites only says of how many."""
    values = [each[row.name] for each in figures]
    there = sum(value is not None for value in values)
    of = f" of {there}" if 0 < there < len(values) else ""
    return [row.label, *(_shown(value, row.show) for value in values), _shown(means[row.name], row.show) + of]


def _shown(value: float | None, show: Format) -> str:
    return NONE if value is None else show(value)


def _heads(names: Sequence[str]) -> list[list[str]]:
    """A joined name takes a line for each of its files."""
    stacks = [name.replace("+", "\n+").split("\n") for name in names]
    depth = max(len(stack) for stack in stacks)
    padded = [[""] * (depth - len(stack)) + stack for stack in stacks]
    return [["", *(stack[line] for stack in padded), "mean" if line == depth - 1 else ""] for line in range(depth)]


def _set(lines: list[list[str]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return [
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        ).rstrip()
        for line in lines
    ]
