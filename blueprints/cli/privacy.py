import json

import click

from blueprints.context import site_or_404
from services.privacy.personal_data import erase_personal_data, personal_data

from .group import Commands

group = Commands("privacy", help="What is kept of somebody, when they ask.")


@group.command("export")
@click.argument("site")
@click.argument("email")
def export(site: str, email: str) -> None:
    """Print all that a site keeps of whoever commented under an e-mail address, as JSON.

    Nobody has proved that the address is theirs: send it there and nowhere else.
    """
    told = {"site": site, "email": email, "comments": personal_data(site_or_404(site).id, email)}
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@group.command("erase")
@click.argument("site")
@click.argument("email")
@click.confirmation_option(prompt="Their texts can't be brought back. Erase them?")
def erase(site: str, email: str) -> None:
    """Erase whatever somebody wrote at a site under an e-mail address; replies to it stay."""
    click.echo(f"Comments erased: {erase_personal_data(site_or_404(site).id, email)}")
