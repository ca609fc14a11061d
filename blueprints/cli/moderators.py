import click

from blueprints.context import house, site_or_404
from models import Account, Moderator
from models.moderator import ROLES
from services.errors import NotFound
from services.identity.passwords import set_password
from services.identity.people import admit, change_role, remove
from services.identity.sessions import end_sessions
from services.identity.sign_in import make_link

from .group import Commands

group = Commands("moderator", help="Who decides about comments.")


@group.command("add")
@click.argument("site")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(ROLES), default="owner", show_default=True)
def add(site: str, email: str, name: str, role: str) -> None:
    """Let someone moderate a site."""
    admit(site_or_404(site).id, email, name, role)


@group.command("list")
@click.argument("site")
def list_people(site: str) -> None:
    """Print who is what at a site: role, e-mail and name."""
    for moderator in Moderator.all_of(site_or_404(site).id):
        click.echo(f"{moderator.role:<9}  {moderator.email}  {moderator.name}")


@group.command("remove")
@click.argument("site")
@click.argument("email")
def remove_person(site: str, email: str) -> None:
    """Let someone moderate a site no longer. The last owner stays."""
    moderator = _moderator(site, email)
    remove(moderator.site_id, moderator.id, by=None)


@group.command("role")
@click.argument("site")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def give_role(site: str, email: str, role: str) -> None:
    """Let someone be more, or less, at a site than they are. The last owner stays one."""
    moderator = _moderator(site, email)
    change_role(moderator.site_id, moderator.id, role, by=None)


@group.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs a moderator in, once, within ten minutes."""
    click.echo(sign_in_address(_account(email)))


@group.command("password")
@click.argument("email")
@click.password_option(help="At least 10 characters.")
def password(email: str, password: str) -> None:
    """Set somebody's password and end their sessions."""
    set_password(_account(email), password)


@group.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End all of somebody's sessions."""
    click.echo(f"Sessions ended: {end_sessions(_account(email).id)}")


def sign_in_address(account: Account) -> str:
    return f"{house().config.public_url}/room/enter/{make_link(account)}"


def _moderator(site: str, email: str) -> Moderator:
    site_id = site_or_404(site).id
    if moderator := Moderator.at(site_id, _account(email).id):
        return moderator
    raise NotFound("not_found", f"{email} does not moderate this site.")


def _account(email: str) -> Account:
    if account := Account.by_email(email):
        return account
    raise NotFound("not_found", f"Nobody with the address {email} moderates here.")
