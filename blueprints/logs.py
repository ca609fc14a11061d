"""One line for each thing worth knowing: a line end in it becomes a visible \\n, so that nobody forges a line.

What went wrong inside is told below, each line of it set in.
"""

import logging
import re
import sys
from copy import copy
from typing import Any

from flask import Flask

from config import Config

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)
        told.msg, told.args, told.exc_text = _visible(record.getMessage()), None, None
        return super().format(told)

    def formatException(self, ei: Any) -> str:
        return "\n".join(f"  | {_visible(line)}" for line in super().formatException(ei).split("\n"))


def _visible(text: str) -> str:
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def init_app(app: Flask, config: Config) -> None:
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, OneLine) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    root.setLevel(config.log_level)
    for noisy in ("huey", "httpx", "httpcore", "alembic", "filelock"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
