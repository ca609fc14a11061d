"""The demo: a blogger's article and a teacher's lesson, on another origin than the service, under a strict policy."""

from flask import Flask, Response, render_template

import config as settings

SITE_KEY = "demo"


def create_demo() -> Flask:
    """The pages of a site that embeds Chiosa. It shares nothing with the service but this folder."""
    config = settings.load()
    demo = Flask(__name__, root_path=str(settings.ROOT))
    policy = (
        f"default-src 'none'; script-src {config.public_url}; connect-src {config.public_url}; style-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )

    @demo.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        return response

    @demo.context_processor
    def about() -> dict[str, str]:
        return {"service": config.public_url, "site": SITE_KEY}

    for path, name in (("/", "index"), ("/article", "article"), ("/lesson", "lesson")):
        demo.add_url_rule(path, name, lambda name=name: render_template(f"demo/{name}.html"))
    return demo
