import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import Comment, Origin, OutboxEntry, Sentence, Site, db, transaction
from services.spam.outside.cleantalk_client import CleanTalk, Judgement
from services.spam.outside.gate import Gate, note_problem
from services.spam.outside.judges import Ask, Opinion, Tell, Told


class CleanTalkGate(Gate):
    def __init__(self, client: CleanTalk) -> None:
        super().__init__("CleanTalk", "cleantalk")
        self.client = client

    def verify(self, site_id: int) -> bool:
        """Try the site's key; when it is good, what waits for CleanTalk is due at once. Raises OutsideFailure."""
        key = Site.of(site_id).cleantalk_key
        if not key:
            return False
        db.session.rollback()
        self.put(site_id, key, lambda: self.client.verify(key))
        with transaction():
            note_problem(site_id, "cleantalk", None)
            OutboxEntry.hurry(site_id, judge="cleantalk")
        return True


@dataclass(frozen=True, slots=True)
class CleanTalkJudge:
    gate: CleanTalkGate
    name: str = "cleantalk"
    is_waited_for: bool = True

    def ask(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Ask:
        key, site_id = site.cleantalk_key or "", site.id
        fields = cleantalk_fields(comment, origin, entry.details)
        return lambda: _opinion(self.gate.put(site_id, key, lambda: self.gate.client.check(key, fields)))

    def tell(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Tell | None:
        key, site_id, is_spam = site.cleantalk_key or "", site.id, entry.kind == "spam"
        request_id = origin.cleantalk_id
        if request_id is None:
            return None

        def tell() -> Told:
            is_known = self.gate.put(site_id, key, lambda: self.gate.client.tell(key, request_id, spam=is_spam))
            return Told("" if is_known else Sentence("CleanTalk no longer knows the comment"))

        return tell

    def probe(self) -> None:
        self.gate.probe()


def cleantalk_fields(comment: Comment, origin: Origin, sending: Mapping[str, Any]) -> dict[str, str | int]:
    """Everything that we know of a comment and the protocol has a name for; empty values are left out.

    `sending`: how it was sent, known of new comments only. That its browser runs scripts is said where that is proven.
    """
    form_age = sending.get("form_age")
    sender = {"REFERRER": origin.referrer, "USER_AGENT": origin.user_agent, "sender_url": comment.author_website}
    page = {"comment_type": "comment", "post_url": origin.permalink or comment.thread.url}
    fields: dict[str, str | int | None] = {
        "sender_ip": origin.ip,
        "sender_nickname": comment.author_name,
        "sender_email": comment.author_email,
        "message": comment.source,
        "sender_info": json.dumps({name: value for name, value in sender.items() if value}),
        "post_info": json.dumps({name: value for name, value in page.items() if value}),
        "submit_time": None if form_age is None else round(form_age),
        "js_on": 1 if sending.get("has_script") else None,
    }
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def _opinion(said: Judgement) -> Opinion:
    def note(site: Site, origin: Origin | None) -> None:
        site.cleantalk_problem = site.cleantalk_problem_at = None
        if origin is not None:
            origin.cleantalk_id = said.request_id

    if said.allowed:
        return Opinion("ham", -1.0, 0.5, Sentence("CleanTalk finds nothing wrong with it"), note=note)
    return Opinion(*(("blatant", 1.0, 0.99) if said.certain else ("spam", 1.0, 0.95)), _reason(said), note=note)


def _reason(said: Judgement) -> Sentence:
    if said.comment:
        return Sentence("CleanTalk calls it spam: %(comment)s", comment=said.comment)
    return Sentence("CleanTalk calls it spam")
