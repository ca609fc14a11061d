from dataclasses import dataclass
from typing import Any

from models import Comment, Origin, OutboxEntry, Sentence, Site
from services.errors import OutsideFailure
from services.spam.outside.akismet_client import Answer
from services.spam.outside.akismet_fields import akismet_fields
from services.spam.outside.akismet_gate import AkismetGate, ask_usage_after_alert
from services.spam.outside.gate import WRONG_KEY_RETRY, note_problem
from services.spam.outside.judges import BLATANT, Ask, Note, Opinion, Tell, Told

_NOT_REPEATED = ("callback", "recheck_reason")
"""Said of one question, not of the comment, so feedback leaves it out."""


@dataclass(frozen=True, slots=True)
class AkismetJudge:
    gate: AkismetGate
    name: str = "akismet"
    is_waited_for: bool = True

    def ask(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Ask:
        key, blog, site_id, discards = site.akismet_key or "", site.home_url, site.id, site.akismet_discards
        fields = akismet_fields(site, comment, origin) | self._circumstances(site, entry)
        is_last = bool(entry.details.get("is_last"))

        def ask() -> Opinion:
            answer = self.gate.ask(site_id, key, lambda client: client.check(key, blog, fields))
            if answer.alert_code:
                ask_usage_after_alert(self.gate, site_id)
            return _opinion(_with_verdict(answer, site_id), fields, discards, is_last=is_last)

        return ask

    def tell(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Tell | None:
        """With the commenter's original request: the very fields it judged by, since others teach something wrong."""
        key, blog, site_id, is_spam = site.akismet_key or "", site.home_url, site.id, entry.kind == "spam"
        fields = dict(origin.checked_as or akismet_fields(site, comment, origin)) | _test(self.gate)
        fields |= {"reporter": entry.details["reporter"]}
        if origin.akismet_said:
            fields |= {"comment_check_response": origin.akismet_said}

        def tell() -> Told:
            self.gate.ask(site_id, key, lambda client: client.submit(key, blog, fields, spam=is_spam))
            return Told()

        return tell

    def probe(self) -> None:
        self.gate.probe()

    def _circumstances(self, site: Site, entry: OutboxEntry) -> dict[str, str]:
        reason = entry.details.get("recheck_reason") or ("retry" if entry.attempts > 1 else None)
        callback = self.gate.callback(site)
        return {
            **({"recheck_reason": reason} if reason else {}),
            **({"callback": callback} if callback else {}),
            **_test(self.gate),
        }


def _test(gate: AkismetGate) -> dict[str, str]:
    return {"is_test": "1"} if gate.is_test else {}


def _with_verdict(answer: Answer, site_id: int) -> Answer:
    """An answer that warns of the account (suspended, over its limit) holds no verdict, whatever its body says."""
    if answer.problem:
        note_problem(site_id, "akismet", answer.problem)
        reason = Sentence("Akismet gives no verdict: %(problem)s", problem=answer.problem)
        raise OutsideFailure(reason, retry_in=WRONG_KEY_RETRY)
    return answer


def _opinion(answer: Answer, fields: dict[str, Any], discards: bool, *, is_last: bool) -> Opinion:
    said = {name: value for name, value in fields.items() if name not in _NOT_REPEATED}

    def note(site: Site, origin: Origin | None) -> None:
        site.akismet_problem = site.akismet_problem_at = None
        site.akismet_alert = _alert(answer)
        if origin is not None:
            origin.checked_as, origin.akismet_guid = said, answer.guid
            origin.akismet_said = "true" if answer.spam else "false"

    again_in = None if is_last else answer.recheck_after
    if answer.blatant:
        reason = Sentence("Akismet calls it blatant spam")
        return Opinion("blatant", 1.0, BLATANT, reason, may_discard=discards, note=note)
    if answer.spam:
        return spam_by_akismet(note)
    return wanted_by_akismet(note, again_in=again_in)


def spam_by_akismet(note: Note) -> Opinion:
    return Opinion("spam", 1.0, 0.95, Sentence("Akismet calls it spam"), note=note)


def wanted_by_akismet(note: Note, *, again_in: int | None = None) -> Opinion:
    reason = Sentence("Akismet finds nothing wrong with it")
    return Opinion("later" if again_in else "ham", -1.0, 0.5, reason, again_in=again_in, note=note)


def _alert(answer: Answer) -> str | None:
    if not answer.alert_code:
        return None
    if not answer.alert_message:
        return Sentence("Akismet has a message for you (%(code)s)", code=answer.alert_code)
    return f"{answer.alert_message} ({answer.alert_code})"
