"""What every answer says to a browser about itself, and the session cookie's manners."""

from flask import Flask, Response, request

from config import Config

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask, config: Config) -> None:
    app.config.update(
        SESSION_COOKIE_NAME="__Host-chiosa" if config.is_https else "chiosa",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )

    always = {
        "Content-Security-Policy": STRICT,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if config.is_https:
        always["Strict-Transport-Security"] = "max-age=31536000"

    @app.after_request
    def protect(response: Response) -> Response:
        is_shared = request.path.startswith(("/api/", "/chiosa/", "/embed", "/feeds/"))
        known = {name.lower() for name, _ in response.headers}
        told = always | {"Cross-Origin-Resource-Policy": "cross-origin" if is_shared else "same-origin"}
        for name, value in told.items():
            if name.lower() not in known:
                response.headers.add(name, value)
        return response
