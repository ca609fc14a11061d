from collections.abc import Callable

from flask import Flask, Response, request

from models.outbox import is_owing


def init_app(app: Flask, wake: Callable[[], None]) -> None:
    """After each write that went well the worker is woken: something may be owed to the outside.

    But not for a reader's write that owes nothing: there are many of those.
    """

    @app.after_request
    def wake_after_write(response: Response) -> Response:
        is_write = request.method not in ("GET", "HEAD", "OPTIONS") and response.status_code < 400
        if is_write and (is_owing() or not request.path.startswith("/api/")):
            wake()
        return response
