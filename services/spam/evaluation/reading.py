"""The files of labelled comments: each is a site, and those joined by `+` are one."""

from collections.abc import Iterator
from pathlib import Path

from services.errors import Malformed

from .labelled import Labelled, LabelledSite
from .lines import read_line

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_site(told: str, *, with_signals: bool = False) -> LabelledSite:
    """`told` is a path, or several joined by `+`. Empty lines are skipped.

    Raises Malformed, naming file and line, for what can't be read, and where a kind of comment is missing.
    """
    paths = [Path(told)] if Path(told).is_file() else [Path(each) for each in told.split("+")]
    comments = tuple(comment for path in paths for comment in _comments(path, with_signals))
    return whole(LabelledSite("+".join(path.stem for path in paths), comments), told)


def whole(site: LabelledSite, place: str) -> LabelledSite:
    """The site itself. Raises Malformed where it holds comments of fewer than two kinds."""
    if site.has_both_kinds:
        return site
    found = "no comments" if not site.comments else "spam only" if site.spam else "ham only"
    raise Malformed("one_kind_only", f"{place}: {found}; spam and ham are needed to judge the filter.")


def in_time(site: LabelledSite) -> LabelledSite:
    """Oldest first. Raises Malformed where a comment does not say when it was written."""
    times = [comment.created for comment in site.comments]
    if None in times:
        raise Malformed("malformed_line", f"{site.name}: comment {times.index(None) + 1} has no created.")
    return LabelledSite(site.name, sorted(site.comments, key=lambda comment: comment.created or 0))


def _comments(path: Path, with_signals: bool) -> Iterator[Labelled]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
                if line.strip():
                    yield read_line(line, f"{path}:{number}", with_signals=with_signals)
    except OSError as error:
        raise Malformed("unreadable_file", f"{path}: {error.strerror}.") from None
