import json
from typing import TextIO

import click

from blueprints.context import site_or_404
from blueprints.words import changeable
from models import transaction
from services.sites import change_site
from services.sites.change_settings import change_settings, set_setting
from services.sites.create_site import create_site
from services.sites.own_words import set_words
from services.sites.render_again import render_again
from services.sites.settings import GROUPS, SETTINGS
from services.spam.outside.akismet_state import akismet_state_of
from services.spam.outside.dnsbl import shown_zone

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
    site_id = site_or_404(key).id
    with transaction():
        change_site.set_akismet(site_id, api_key)
        change_settings(site_id, None, {"akismet_discards": discard, "akismet_away": away})


@group.command("akismet-state")
@click.argument("key")
def akismet_state(key: str) -> None:
    """Tell what Akismet has said last of a site's key, and how much of its plan is used."""
    for name, value in akismet_state_of(site_or_404(key)).items():
        click.echo(f"{name}: {value}")


@group.command("cleantalk")
@click.argument("key")
@click.option("--api-key", prompt="CleanTalk access key (empty: none)", hide_input=True, default="")
def cleantalk(key: str, api_key: str) -> None:
    """Set a site's CleanTalk key; it is asked for, so that no shell history keeps it."""
    change_site.set_cleantalk(site_or_404(key).id, api_key)


@group.command("thresholds")
@click.argument("key")
@click.option("--hold", "hold_at", type=int, default=40, show_default=True, help="From here on a comment waits.")
@click.option("--spam", "spam_at", type=int, default=80, show_default=True, help="From here on it is spam.")
@click.option("--discard", "discard_at", type=int, help="From here on it is not even kept.  [default: all is kept]")
def thresholds(key: str, hold_at: int, spam_at: int, discard_at: int | None) -> None:
    """Say from how many percent of spamminess on comments are held, spam, or discarded."""
    change_site.set_thresholds(site_or_404(key), hold_at=hold_at, spam_at=spam_at, discard_at=discard_at)


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


@group.command("set")
@click.argument("key")
@click.argument("name")
@click.argument("value")
def set_value(key: str, name: str, value: str) -> None:
    """Give one of a site's settings another value; docs/operating.md lists them, and so does site settings."""
    set_setting(site_or_404(key), name, value)


@group.command("settings")
def settings() -> None:
    """Tell what there is to set, what each does, and its default."""
    for group in GROUPS:
        click.echo(f"{group.title}\n")
        for setting in group.settings:
            default = setting.written(setting.default) or setting.nothing or "as created"
            click.echo(f"  {setting.name}: {setting.label}. {setting.says} [{default}]")
        click.echo()


@group.command("show")
@click.argument("key")
def show(key: str) -> None:
    """Tell a site's settings, but no secrets."""
    site = site_or_404(key)
    for name, setting in sorted(SETTINGS.items()):
        value = getattr(site, name)
        if name == "dnsbl" and value:
            value = " ".join(map(shown_zone, value.split()))
        written = "; ".join(setting.written(value).splitlines())
        click.echo(f"{name} = {'(set)' if setting.kind == 'secret' and value else written}")


@group.command("words")
@click.argument("key")
@click.argument("file", type=click.File(encoding="utf-8"))
def words(key: str, file: TextIO) -> None:
    """Say things in a site's own words: a JSON file such as {"it": {"form.send": "Invia ora"}}; {} for ours again."""
    try:
        told = json.load(file)
    except ValueError as error:
        raise click.ClickException(f"The file is no JSON: {error}") from None
    set_words(site_or_404(key), told, changeable())


@group.command("render")
@click.argument("key")
def render(key: str) -> None:
    """Show a site's comments anew by its rules of today; it may be stopped and run again."""
    seen = changed = 0
    for looked_at, otherwise in render_again(site_or_404(key)):
        seen, changed = seen + looked_at, changed + otherwise
        click.echo(f"{seen} comments looked at, {changed} shown otherwise.", err=True)
    click.echo(f"{changed} of {seen} comments are shown otherwise now.")
