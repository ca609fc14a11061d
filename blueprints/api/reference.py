from flask import current_app, render_template

from blueprints.api import blp


@blp.get("/")
@blp.doc(summary="This reference, as a page for people")
def reference() -> str:
    return render_template("api/reference.html", spec=current_app.extensions["openapi"].to_dict())
