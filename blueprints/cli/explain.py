"""`flask --app app spam explain`: why a comment stands where it stands, as the room's page tells it."""

import re
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from blueprints.context import site_or_404
from models import Signal
from services.spam.explain import Explanation
from services.spam.explain import explain as find_out
from services.spam.verdict import STRONG, weight


@click.command()
@click.argument("key", metavar="SITE")
@click.argument("comment_id", type=click.IntRange(1, 10**15 - 1))
@with_appcontext
def explain(key: str, comment_id: int) -> None:
    """Tell why a comment stands where it stands: each check's word, what would change the verdict, the history."""
    for line in _told(find_out(site_or_404(key), comment_id)):
        click.echo(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", line))


def _told(why: Explanation) -> Iterator[str]:
    comment, rules = why.comment, why.rules
    yield f"Comment {comment.id} is {comment.status}."
    if comment.status != "deleted":
        yield f"By its signals: {why.conclusion.outcome}, {why.spamminess:.0%} spam. {why.conclusion.reason}."
        discarded = f", discarded from {rules.discard_at}%" if rules.discard_at is not None else ""
        yield f"Held from {rules.hold_at}% on, spam from {rules.spam_at}%{discarded}."
        yield from _section("What the checks say", map(_signal, why.signals))
        yield from _section(
            "What would change the verdict", (f"{change.what}: {change.outcome}" for change in why.changes)
        )
    yield from _section("What has happened", (f"{event.at:%Y-%m-%d %H:%M} UTC  {event.what}" for event in why.events))


def _section(heading: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield f"{heading}:"
    yield from (f"  {line}" for line in list(lines) or ["nothing"])


def _signal(signal: Signal) -> str:
    if signal.score > 0 and signal.certainty >= 1:
        degree = "decides alone"
    elif signal.score > 0:
        degree = f"{weight(signal):+.0%} {'strong' if signal.certainty >= STRONG else 'weak'}"
    else:
        degree = f"{weight(signal):+.0%}"
    return f"{signal.check:<12} {degree:<13} {signal.reason}"
