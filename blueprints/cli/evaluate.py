"""`flask --app app spam evaluate`: how good the filter is on comments of which people have said what they are."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from blueprints.context import site_or_404
from models import db
from services.errors import Malformed
from services.spam.evaluation.evaluate import Question
from services.spam.evaluation.evaluate import evaluate as answer
from services.spam.evaluation.halves import halves
from services.spam.evaluation.own_decisions import own_decisions
from services.spam.evaluation.pictures.drawing import draw
from services.spam.evaluation.reading import in_time, read_site
from services.spam.evaluation.table import as_table


class SeveralAtOnce(click.Command):
    """Takes `--train a b` for `--train a --train b`, and so with --test."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_one_each(args, ("--train", "--test"))))


class BadInput(click.ClickException):
    exit_code = 2


@click.command(cls=SeveralAtOnce)
@click.argument("files", nargs=-1)
@click.option("--site", "key", help="The decisions of people about this site's comments, in time order.")
@click.option("--train", multiple=True, metavar="FILE…", help="Learn these, one site each …")
@click.option("--test", multiple=True, metavar="FILE…", help="… and judge these, in the same order.")
@click.option("--split", is_flag=True, help="Also learn one half of each of FILES, and judge the other.")
@click.option("--by-time", is_flag=True, help='Judge FILES once, in order of their "created", not in shuffled orders.')
@click.option("--shuffles", type=click.IntRange(1, 1000), default=12, show_default=True, help="Orders of each site.")
@click.option("--seed", type=int, default=1, show_default=True, help="Determines orders, replays and halves.")
@click.option("--with-signals", is_flag=True, help="Author, website, e-mail, language and repeats, too.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures here.")
@click.option("--pictures", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write SVG pictures here.")
@with_appcontext
def evaluate(file: Path | None, folder: Path | None, **asked: Any) -> None:
    """Judge labelled comments, each site from an empty filter on, and tell how well that went.

    Each of FILES is one site; files joined by + are one site. They hold one JSON object a line, with "text" and
    "label" (spam or ham) and, if you like, "author", "url", "email", "lang", "created" and "group". Their comments,
    in shuffled orders, and those of --site are judged one by one, each before its label is learnt.
    """
    _refuse_contradictions(**asked)
    with _failures_told():
        question = _question(**asked)
        _prepare(file, folder)
    findings = answer(question, partial(click.echo, err=True))
    click.echo(as_table(findings))
    with _failures_told():
        if file:
            _write(file, json.dumps(findings.as_json(), ensure_ascii=False, indent=1) + "\n")
        if folder:
            for name, picture in draw(findings):
                _write(folder / name, picture)


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except Malformed as wrong:
        raise BadInput(wrong.message) from None
    except OSError as wrong:
        raise BadInput(f"{wrong.filename}: {wrong.strerror}.") from None


def _one_each(words: Iterable[str], options: tuple[str, ...]) -> Iterator[str]:
    option = ""
    for word in words:
        if word.startswith("-"):
            option = word if word in options else ""
        if option and word != option:
            yield option
        if word not in options:
            yield word


def _refuse_contradictions(files: Any, key: Any, train: Any, test: Any, split: bool, by_time: bool, **_: Any) -> None:
    if not (files or key or train or test):
        raise click.UsageError("Name files of labelled comments, or a --site.")
    if len(train) != len(test):
        raise click.UsageError("Each --train needs its --test: they are paired in order.")
    if (split or by_time) and not files:
        raise click.UsageError("--split and --by-time are about FILES: name some.")


def _question(
    files: tuple[str, ...],
    key: str | None,
    train: tuple[str, ...],
    test: tuple[str, ...],
    split: bool,
    by_time: bool,
    shuffles: int,
    seed: int,
    with_signals: bool,
) -> Question:
    read = partial(read_site, with_signals=with_signals)
    sites = [read(file) for file in files]
    pairs = [(read(one), read(other)) for one, other in zip(train, test, strict=True)]
    pairs += [halves(site, seed=seed) for site in sites if split]
    own = [own_decisions(site_or_404(key), with_signals=with_signals)] if key else []
    db.session.rollback()
    in_order = [in_time(site) for site in sites if by_time] + own
    asked = {"shuffles": shuffles, "seed": seed, "split": split, "by_time": by_time, "with_signals": with_signals}
    return Question([] if by_time else sites, in_order, pairs, shuffles, seed, with_signals, asked)


def _prepare(file: Path | None, folder: Path | None) -> None:
    """What could not be written at the end is told before the long run."""
    if file and not file.absolute().parent.is_dir():
        raise NotADirectoryError(None, "there is no such folder", str(file.parent))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
