"""Web and worker under one process, for a host that has one of each: `python -m blueprints.both`.

This process makes the application once and works with it no more. Web and worker are forked from it, so what both
have loaded stands in memory once, not twice, as long as nobody writes to it: the collector is told to leave it alone.
"""

import gc
import logging
import os
import signal
from importlib import import_module
from multiprocessing import Process, set_start_method
from threading import Event, Lock, Thread

from flask import Flask
from sqlalchemy.orm import configure_mappers

import config as settings

from .serving import server

log = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds until a worker that fell is started anew."""
PATIENCE = 10.0
"""How long one that is asked to end may take; it needs eight at most."""
ASKED = frozenset({0, -signal.SIGTERM, -signal.SIGINT})
"""How a worker ends that was asked to; by the signal itself where it had not yet begun."""


def serve_both() -> None:
    """Serve and work until SIGTERM or SIGINT. A web process or a worker that falls is started anew."""
    config = settings.load()
    application = _made(config)
    set_start_method("fork")  # what is spawned shares nothing
    worker = Worker(application)
    web = server("app:create_web", config.port, config.web_processes, config)
    web.on_startup(worker.start)
    web.on_shutdown(worker.end)
    web.serve(target_loader=lambda _: application)


def _made(config: settings.Config) -> Flask:
    gc.disable()
    application: Flask = import_module("app").create_web(config)
    application.extensions["waker"].load()
    configure_mappers()
    gc.enable()
    gc.freeze()
    return application


class Worker:
    def __init__(self, application: Flask) -> None:
        self._application = application
        self._is_ending = Event()
        self._door = Lock()

    def start(self) -> None:
        self._begin()
        Thread(target=self._keep, name="keeper", daemon=True).start()

    def end(self) -> None:
        with self._door:
            self._is_ending.set()
        self._process.terminate()
        self._process.join(PATIENCE)
        self._process.kill()

    def _begin(self) -> None:
        with self._door:
            if not self._is_ending.is_set():
                self._process = Process(target=self._work, name="worker")
                self._process.start()

    def _keep(self) -> None:
        """One that was asked to end takes all with it: nobody wants half of us for long."""
        self._process.join()
        while self._process.exitcode not in ASKED and not self._is_ending.wait(PAUSE):
            log.error("the worker fell (%s) and is started anew", self._process.exitcode)
            self._begin()
            self._process.join()
        if not self._is_ending.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    def _work(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        self._application.extensions["waker"].jobs.run()


if __name__ == "__main__":
    serve_both()
