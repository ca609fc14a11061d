"""The demo: an article, a lesson and a page of looks, on another origin than the service, under a strict policy."""

from flask import Flask, Response, render_template, request

import config as settings

SITE_KEY = "demo"
PAGES = (("/", "index"), ("/article", "article"), ("/lesson", "lesson"), ("/theme", "theme"))
WITH_SCRIPT = "theme"


def create_demo() -> Flask:
    """The pages of a site that embeds Chiosa. It shares nothing with the service but this folder."""
    config = settings.load()
    demo = Flask(__name__, root_path=str(settings.ROOT))
    service = config.public_url

    @demo.after_request
    def protect(response: Response) -> Response:
        own = " 'self'" if request.endpoint == WITH_SCRIPT else ""
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {service}{own}; connect-src {service}; style-src 'self'; "
            f"img-src 'self' {service}; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return response

    @demo.context_processor
    def about() -> dict[str, str]:
        return {"service": service, "site": SITE_KEY}

    for path, name in PAGES:
        demo.add_url_rule(path, name, lambda name=name: render_template(f"demo/{name}.html"))
    return demo
