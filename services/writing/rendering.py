from models import Site
from services.errors import Invalid
from services.text.render import TooDeep, render, shows_nothing


def rendered(site: Site, text: str) -> str:
    """A comment's text as readers of the site will see it. Raises Invalid for one that shows nothing or is too much."""
    html = preview(site, text)
    if shows_nothing(html):
        raise Invalid("invalid", "Please write a comment.", fields={"text": "required"})
    return html


def preview(site: Site, text: str) -> str:
    """The same, while it is being written: then it may be empty. Raises Invalid for one that is too much."""
    if len(text) > site.text_max:
        raise Invalid("invalid", "The comment is too long.", fields={"text": "too_long"})
    try:
        return render(text, images=site.images)
    except TooDeep:
        raise Invalid(
            "invalid",
            "Quotes or lists are nested too deeply, or there is too much markup.",
            fields={"text": "too_deep"},
        ) from None
