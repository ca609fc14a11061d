"""The operator's door: `flask --app app …`."""

from flask import Flask

from . import moderators, replay, run, sites


def init_app(app: Flask) -> None:
    for command in (run.prepare, run.web, run.worker, run.demo, run.up, replay.replay, sites.group, moderators.group):
        app.cli.add_command(command)
