"""`flask --app app replay`: real comments through the public door, and what became of them."""

import sys
import time
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from blueprints.context import house, site_or_404
from models import Site, db
from services.errors import Refusal
from services.moderation.fates import Fate, fates

from .answers import Answer
from .lines import Line, read_lines
from .reading_back import unreadable
from .service import Service
from .table import Table

SETTLE_SECONDS = 60
EXAMPLES = 10


@click.command
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--service", "url", help="The running service.  [default: CHIOSA_PUBLIC_URL]")
@click.option("--site", "key", default="demo", show_default=True, help="The key of the site that takes the comments.")
@click.option("--page", help="The address that their pages begin with.  [default: /replay on the site's home]")
@click.option("--most", type=click.IntRange(1), help="Send no more comments than this.")
@click.option("--concurrency", type=click.IntRange(1, 64), default=4, show_default=True, help="How many at a time.")
@with_appcontext
def replay(
    files: tuple[Path, ...], url: str | None, key: str, page: str | None, most: int | None, concurrency: int
) -> None:
    """Send labelled comments to a running service and tell what became of them.

    FILES hold one JSON object a line, with "text" and "label" (such as ham or spam) and, if you like, "source". Each
    comment goes through the public API over HTTP as its own visitor from its own network, on pages for its source of
    50 comments each, and waits before it is sent as long as the site expects of a person.

    \b
    The service believes the networks only if it trusts whoever forwards them:
        CHIOSA_TRUSTED_PROXIES=127.0.0.1/32 make run
    Run this command with the service's own settings: it reads verdicts and signals from the service's database.

    At the end it prints, by label, how many comments were published, held and taken for spam, and by which check;
    and reads back every stored comment. It fails if a request got no answer or a 5xx, or a text is not readable.
    """
    site = _site(key)
    page = (page or f"{site.home_url.rstrip('/')}/replay").rstrip("/")
    site_id, may_discard = site.id, site.akismet_discards
    db.session.rollback()
    lines = read_lines(files, page, most)
    with Service(url or house().config.public_url, key, concurrency) as service:
        answers = _send(service, lines, page)
        found = _settled(site_id, answers)
        table = Table.of(answers, found, may_discard=may_discard)
        broken = list(unreadable(answers, found, service))
    click.echo(table)
    for answer, wrong in broken[:EXAMPLES]:
        click.echo(f"unreadable: line {answer.line.number + 1}, comment {answer.comment_id}: {wrong}")
    failed = sum(answer.has_failed for answer in answers)
    click.echo(f"{failed:,} without an answer or with a 5xx; {table.lost:,} lost; {len(broken):,} not readable.")
    sys.exit(1 if failed or table.lost or broken else 0)


def _site(key: str) -> Site:
    try:
        return site_or_404(key)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message} (“{key}”)") from None


def _send(service: Service, lines: list[Line], page: str) -> list[Answer]:
    service.greet(page)
    return list(tqdm(service.send_all(lines), total=len(lines), unit=" comments", disable=None))


def _settled(site_id: int, answers: list[Answer]) -> dict[int, Fate]:
    """What the worker still checks gets a minute to settle.

    Raises click.ClickException when this command looks into another database than the service.
    """
    ids = [answer.comment_id for answer in answers if answer.comment_id is not None]
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        found = fates(site_id, ids)
        db.session.rollback()
        if not any(fate.status == "checking" for fate in found.values()) or time.monotonic() > deadline:
            break
        time.sleep(1)
    if ids and not found:
        raise click.ClickException("The service keeps its comments elsewhere: run this with the service's settings.")
    return found
