import click

from blueprints.context import site_or_404
from services.sites import change_site
from services.sites.create_site import create_site

from .group import Commands

group = Commands("site", help="Sites: who may embed what.")


@group.command("create")
@click.argument("key")
@click.option("--name", required=True, help="What people call it.")
@click.option("--home", required=True, help="Its home page, with http:// or https://.")
@click.option("--origin", "origins", multiple=True, help="A further origin whose pages may show its comments.")
@click.option("--language", default="en", show_default=True)
@click.option("--hold", type=click.Choice(["everything", "first", "nothing"]), default="first", show_default=True)
def create(key: str, name: str, home: str, origins: tuple[str, ...], language: str, hold: str) -> None:
    """Create a site."""
    create_site(key, name, home, origins=origins, language=language, hold=hold)


@group.command("akismet")
@click.argument("key")
@click.option("--api-key", prompt="Akismet API key (empty: none)", hide_input=True, default="")
@click.option(
    "--discard/--keep", default=False, help="Drop what Akismet calls blatant spam, or keep it in the spam folder."
)
@click.option("--away", type=click.Choice(["hold", "trust"]), default="hold", help="While Akismet can't be reached.")
def akismet(key: str, api_key: str, discard: bool, away: str) -> None:
    """Set a site's Akismet key; it is asked for, so that no shell history keeps it."""
    change_site.set_akismet(site_or_404(key), api_key, discards=discard, away=away)


@group.command("allow")
@click.argument("key")
@click.argument("address")
def allow(key: str, address: str) -> None:
    """Let the pages of one more origin show the site's comments."""
    change_site.allow_origin(site_or_404(key), address)


@group.command("block")
@click.argument("key")
@click.argument("kind", type=click.Choice(["word", "domain", "email", "network"]))
@click.argument("term")
def block(key: str, kind: str, term: str) -> None:
    """Add a line to a site's blocklist."""
    change_site.block(site_or_404(key), kind, term)
