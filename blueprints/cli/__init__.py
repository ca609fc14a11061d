"""The operator's door: `flask --app app …`."""

from flask import Flask

from . import moderators, privacy, replay, run, sites, spam, widget


def init_app(app: Flask) -> None:
    commands = [run.prepare, run.web, run.worker, run.both, run.demo, run.up, replay.replay]
    for command in (*commands, sites.group, moderators.group, privacy.group, spam.group, widget.group):
        app.cli.add_command(command)
