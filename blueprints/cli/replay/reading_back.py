from collections.abc import Iterable, Iterator, Mapping

from services.moderation.fates import Fate

from .answers import Answer
from .readable import first_loss
from .service import Service


def unreadable(answers: Iterable[Answer], fates: Mapping[int, Fate], service: Service) -> Iterator[tuple[Answer, str]]:
    """The comments that did not come back as they were sent, each with what is wrong with it.

    On disk the source must equal what was sent and the HTML must show all of it; what is published must reach a
    reader of the page as that HTML.
    """
    stored = [(answer, fates[answer.comment_id]) for answer in answers if answer.comment_id in fates]
    pages = {answer.line.page for answer, fate in stored if fate.status == "published"}
    shown = {comment: html for page in sorted(pages) for comment, html in service.published(page).items()}
    for answer, fate in stored:
        if wrong := _wrong(answer.line.text, fate, shown.get(answer.comment_id)):
            yield answer, wrong


def _wrong(text: str, fate: Fate, shown: str | None) -> str:
    if fate.source != text:
        return "its source is another"
    if (loss := first_loss(fate.source, fate.html)) is not None:
        return f"what begins with “{loss[:20]}” is not shown"
    if fate.status == "published" and shown != fate.html:
        return "its page shows something else in its place"
    return ""
