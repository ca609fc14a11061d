from typing import Any

import click
from flask.cli import AppGroup

from services.errors import Refusal


class Commands(AppGroup):
    """Commands of one subject; a refusal is told in its own words, with exit code 1 and nothing changed."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(refusal.message) from None
