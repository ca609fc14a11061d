"""The production server around an application: `python -m blueprints.serving web` or `demo`.

Granian: its HTTP engine runs outside Python's lock, its worker processes are real and respawned, and on SIGTERM it
lets requests finish. This process only watches over them, so it knows the settings and not the application.
"""

import gc
import sys
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces

import config as settings


def serve(what: str) -> None:
    """Serve until SIGTERM or SIGINT: `web` is the service, `demo` the pages that embed it, on a port of their own."""
    config = settings.load()
    target, port, processes = {
        "web": ("app:create_web", config.port, config.web_processes),
        "demo": ("blueprints.demo:create_demo", config.demo_port, 1),
    }[what]
    serve_target(target, port, processes, config)


def serve_target(target: str, port: int, processes: int, config: settings.Config) -> None:
    """Serve what the factory `target` (module:name) makes."""
    server(target, port, processes, config).serve(target_loader=_make)


def server(target: str, port: int, processes: int, config: settings.Config) -> Granian:
    return Granian(
        target,
        interface=Interfaces.WSGI,
        address=config.bind,
        port=port,
        workers=processes,
        blocking_threads=config.web_threads,
        workers_kill_timeout=10,
        websockets=False,
        log_level="error",
        respawn_failed_workers=True,
    )


def _make(target: str) -> Any:
    """What a start makes stays: the collector need not walk through it, neither while it is made nor ever after."""
    module, _, name = target.partition(":")
    gc.disable()
    application = getattr(import_module(module), name)()
    gc.enable()
    gc.freeze()
    return application


if __name__ == "__main__":
    serve(sys.argv[1])
