from collections.abc import Callable

from flask import Flask, Response, request


def init_app(app: Flask, wake: Callable[[], None]) -> None:
    """After each write that went well the worker is woken: something may be owed to the outside."""

    @app.after_request
    def wake_after_write(response: Response) -> Response:
        if request.method not in ("GET", "HEAD", "OPTIONS") and response.status_code < 400:
            wake()
        return response
