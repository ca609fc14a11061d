from dataclasses import dataclass
from functools import cached_property

from models import Comment, Origin, Person, Signal, Site, Thread
from services.spam.own_domains import own_domains
from services.spam.work import State
from services.text.domains import hosts, registered
from services.text.links import links_in


def links_of(text: str) -> list[str]:
    """The links in a text, each as often as it stands there; a text without the signs of one is not read at all."""
    return links_in(text) if "/" in text or "&" in text else []


@dataclass(frozen=True)
class Case:
    """A comment before its judges: everything that a local check may look at."""

    site: Site
    thread: Thread
    comment: Comment
    origin: Origin
    person: Person
    form_age: float | None
    """Seconds since the form was opened; None when it never was."""
    work: State = "done"
    """What became of the work, or of the question, that was asked with the form."""
    moved: tuple[str, ...] = ()
    """In what the form came back from elsewhere than it was opened: "browser", "network"."""
    is_first: bool = False
    """Its author has never written here, so nothing is known of them and nobody need look."""

    @property
    def number(self) -> int:
        """Which comment it is; 0, which none is, for one that is judged before it is stored."""
        return self.comment.id or 0

    @cached_property
    def links(self) -> list[str]:
        return links_of(self.comment.source)

    @cached_property
    def hosts(self) -> list[str]:
        """Where its author's website and its links lead, each host once."""
        return hosts([self.comment.author_website or "", *self.links])

    @cached_property
    def domains(self) -> list[str]:
        """The registered names that those hosts stand under, but for the site's own."""
        own = own_domains(self.site, self.thread) if self.hosts else set()
        return [domain for domain in dict.fromkeys(map(registered, self.hosts)) if domain not in own]

    def signal(self, check: str, score: float, certainty: float, reason: str) -> Signal:
        """One check's opinion; see models.Signal for the scales."""
        return Signal(
            site_id=self.site.id,
            comment_id=self.comment.id,
            check=check,
            score=score,
            certainty=certainty,
            reason=reason,
        )
