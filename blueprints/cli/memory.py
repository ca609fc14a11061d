"""`flask --app app spam memory`: what the filter has learnt of a site, told, exported, made anew or reset."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from blueprints.context import site_or_404
from models import Memory, db
from services.spam.learning.learner import SETTLED
from services.spam.memory import make_anew, reset


@click.command()
@click.argument("key", metavar="SITE")
@click.option("--export", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
@click.option("--rebuild", "is_rebuilt", is_flag=True, help="Make it anew from the decisions that stand.")
@click.option("--reset", "is_reset", is_flag=True, help="Forget everything, and all that was decided until now.")
@click.option("--yes", "is_sure", is_flag=True, help="Reset without asking.")
@with_appcontext
def memory(key: str, file: Path | None, is_rebuilt: bool, is_reset: bool, is_sure: bool) -> None:
    """Tell what the filter has learnt from a site's moderators."""
    if bool(file) + is_rebuilt + is_reset > 1:
        raise click.UsageError("One thing at a time: --export, --rebuild or --reset.")
    site_id = site_or_404(key).id
    if is_reset:
        is_sure or click.confirm("What was decided until now will never teach it again. Forget everything?", abort=True)
        reset(site_id)
    if is_rebuilt:
        make_anew(site_id)
    db.session.expire_all()
    learnt = Memory.of(site_id)
    if file:
        _export(learnt, file)
    click.echo(_told(learnt))


def _export(learnt: Memory | None, file: Path) -> None:
    if learnt is None:
        raise click.ClickException("There is nothing to export.")
    try:
        file.write_bytes(learnt.blob)
    except OSError as wrong:
        raise click.ClickException(f"{wrong.filename}: {wrong.strerror}.") from None


def _told(learnt: Memory | None) -> str:
    if learnt is None:
        return "Nothing has been learnt yet."
    size, changed = len(learnt.blob) / 1024, f"{learnt.changed_at:%Y-%m-%d %H:%M} UTC"
    is_heard = min(learnt.spam, learnt.ham) >= SETTLED
    state = "it has its say" if is_heard else f"it says nothing until there are {SETTLED} of each kind"
    return f"{learnt.spam} spam, {learnt.ham} not spam: {state}. {size:.1f} KB, changed {changed}."
