from dataclasses import dataclass

from models import Comment, Origin, Person, Signal, Site, Thread


@dataclass(frozen=True, slots=True)
class Case:
    """A comment before its judges: everything that a local check may look at."""

    site: Site
    thread: Thread
    comment: Comment
    origin: Origin
    person: Person
    form_age: float | None
    """Seconds since the form was opened; None when it never was."""

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
