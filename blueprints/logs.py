"""One line for each thing worth knowing: a line break in it becomes a visible \\n, so that nobody forges a line."""

import logging
import sys
from copy import copy

from flask import Flask

from config import Config


class OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)
        told.msg, told.args = record.getMessage().replace("\r", "\\r").replace("\n", "\\n"), None
        return super().format(told)


def init_app(app: Flask, config: Config) -> None:
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, OneLine) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    root.setLevel(config.log_level)
    for noisy in ("huey", "httpx", "httpcore", "alembic", "filelock"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
