import click
from flask.cli import AppGroup

from blueprints.context import site_or_404
from models import AllowedOrigin, BlockedTerm, db, transaction
from models.base import insert_new
from services.errors import Refusal
from services.sites.create_site import create_site
from services.text.addresses import origin

group = AppGroup("site", help="Sites: who may embed what.")


@group.command("create")
@click.argument("key")
@click.option("--name", required=True, help="What people call it.")
@click.option("--home", required=True, help="Its home page, with http:// or https://.")
@click.option("--origin", "origins", multiple=True, help="A further origin whose pages may show its comments.")
@click.option("--language", default="en", show_default=True)
@click.option("--hold", type=click.Choice(["everything", "first", "nothing"]), default="first", show_default=True)
def create(key: str, name: str, home: str, origins: tuple[str, ...], language: str, hold: str) -> None:
    """Create a site."""
    try:
        create_site(key, name, home, origins=origins, language=language, hold=hold)
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from None


@group.command("akismet")
@click.argument("key")
@click.option("--api-key", prompt="Akismet API key (empty: none)", hide_input=True, default="")
@click.option(
    "--discard/--keep", default=False, help="Drop what Akismet calls blatant spam, or keep it in the spam folder."
)
@click.option("--away", type=click.Choice(["hold", "trust"]), default="hold", help="While Akismet can't be reached.")
def akismet(key: str, api_key: str, discard: bool, away: str) -> None:
    """Set a site's Akismet key; it is asked for, so that no shell history keeps it."""
    with transaction():
        site = site_or_404(key)
        site.akismet_key, site.akismet_discards, site.akismet_away = api_key.strip() or None, discard, away
        site.akismet_problem = site.akismet_alert = None
        site.version += 1


@group.command("allow")
@click.argument("key")
@click.argument("address")
def allow(key: str, address: str) -> None:
    """Let the pages of one more origin show the site's comments."""
    with transaction():
        insert_new(AllowedOrigin, site_id=site_or_404(key).id, origin=origin(address))


@group.command("block")
@click.argument("key")
@click.argument("kind", type=click.Choice(["word", "domain", "email", "network"]))
@click.argument("term")
def block(key: str, kind: str, term: str) -> None:
    """Add a line to a site's blocklist."""
    with transaction():
        db.session.add(BlockedTerm(site_id=site_or_404(key).id, kind=kind, term=term))
