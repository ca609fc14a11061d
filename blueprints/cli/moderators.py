import click

from blueprints.context import house, site_or_404
from models import Moderator
from services.errors import NotFound
from services.identity.sign_in import make_link, set_password
from services.sites.create_site import add_moderator

from .group import Commands

group = Commands("moderator", help="Who decides about comments.")


@group.command("add")
@click.argument("site")
@click.argument("email")
@click.option("--name", required=True)
def add(site: str, email: str, name: str) -> None:
    """Let someone moderate a site."""
    add_moderator(site_or_404(site), email, name)


@group.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs a moderator in, once, within an hour."""
    click.echo(sign_in_address(_moderator(email)))


@group.command("password")
@click.argument("email")
@click.password_option(help="At least 10 characters.")
def password(email: str, password: str) -> None:
    """Set a moderator's password and end their sessions."""
    set_password(_moderator(email), password)


def sign_in_address(moderator: Moderator) -> str:
    return f"{house().config.public_url}/room/enter/{make_link(moderator)}"


def _moderator(email: str) -> Moderator:
    if moderators := Moderator.by_email(email):
        return moderators[0]
    raise NotFound("not_found", f"Nobody with the address {email} moderates here.")
