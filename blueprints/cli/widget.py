import json
from base64 import b64encode
from hashlib import sha256

import click
from markupsafe import escape

from blueprints.context import house
from blueprints.embed.script import build

from .group import Commands

group = Commands("widget", help="The widget that pages embed.")


@group.command("sri")
@click.option("--site", default="KEY", show_default=True, help="The key of the site that the tag is for.")
@click.option("--parts", is_flag=True, help="An import map too, with the hashes of what the script imports later.")
def sri(site: str, parts: bool) -> None:
    """Print the script tag with the hash of this build. After an upgrade pages need the new one."""
    built = build()
    if not built:
        raise click.ClickException("There is no build that never changes. Run `make widget` first.")
    service = f"{house().config.public_url}/"
    hashes = built.integrities
    integrity = hashes.pop(built.entry)
    if parts:
        _print_import_map({f"{service}{name}": each for name, each in sorted(hashes.items())})
    click.echo(
        f'<script type="module" src="{service}{built.entry}" integrity="{integrity}" crossorigin'
        f' data-site="{escape(site)}"></script>'
    )


def _print_import_map(hashes: dict[str, str]) -> None:
    """What the page's policy must allow for it is told on the error output, so that the other holds tags alone."""
    text = json.dumps({"integrity": hashes}, separators=(",", ":"))
    allowed = b64encode(sha256(text.encode()).digest()).decode()
    click.echo(f"Add 'sha256-{allowed}' to script-src for the import map, which comes before every module.", err=True)
    click.echo(f'<script type="importmap">{text}</script>')
