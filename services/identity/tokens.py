"""Signed tokens: who asks (a visitor) and when a form was opened. Nothing is stored until a comment comes."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from models import now
from services.errors import Invalid, Unknown

FORM_LIFE = 24 * 3600
PROVEN_LIFE = 24 * 3600
_TRAP_WORDS = (
    "topic",
    "theme",
    "subject",
    "matter",
    "remark",
    "notice",
    "summary",
    "digest",
    "excerpt",
    "caption",
    "heading",
    "chapter",
    "section",
    "passage",
    "source",
    "origin",
    "context",
    "purpose",
    "mood",
    "tone",
    "opinion",
    "rating",
    "interest",
    "keyword",
    "label",
    "channel",
    "format",
    "layout",
    "version",
    "edition",
    "series",
    "extra",
)
"""What a form may ask for, and no browser or password manager fills in by itself."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks now: a browser, known by the random name that we gave it and signed."""

    site_id: int
    name: str

    @property
    def is_proven(self) -> bool:
        """The host site's server has said who it is."""
        return self.name.startswith("sso:")


@dataclass(frozen=True, slots=True)
class Form:
    """The opening of a comment form: when, for which page, and under which name the trap field went out."""

    nonce: str
    age: float
    trap_name: str
    token: str = ""
    moved: tuple[str, ...] = ()
    """In what it comes back from elsewhere than it was opened: "browser", "network", in this order."""

    @property
    def ends(self) -> int:
        """When nobody takes it any more, as a Unix time."""
        return int(now().timestamp() - self.age) + FORM_LIFE


class Tokens:
    def __init__(self, secret_key: str) -> None:
        self._key = hmac.digest(secret_key.encode(), b"where a form was opened", "sha256")
        self._visitors = URLSafeSerializer(secret_key, salt="visitor")
        self._forms = URLSafeSerializer(secret_key, salt="form")
        self._receipts = URLSafeSerializer(secret_key, salt="receipt")

    def new_visitor(self, site_id: int) -> Visitor:
        return Visitor(site_id, secrets.token_urlsafe(16))

    def write_visitor(self, visitor: Visitor) -> str:
        """A name that somebody else vouched for must be vouched for again after a day."""
        until = [int(now().timestamp()) + PROVEN_LIFE] if visitor.is_proven else []
        return str(self._visitors.dumps([visitor.site_id, visitor.name, *until]))

    def read_visitor(self, site_id: int, token: str) -> Visitor:
        """Raises Unknown for a token that is not ours, or is for another site."""
        try:
            of_site, name, *until = self._visitors.loads(token)
        except (BadSignature, ValueError, TypeError):
            of_site, name, until = None, "", []
        if of_site != site_id or (until and until[0] < now().timestamp()):
            raise Unknown("visitor_unknown", "The visitor token is not valid here. Leave it out to get a new one.")
        return Visitor(site_id, name)

    def open_form(self, site_id: int, address: str, *, browser: str = "", network: str = "") -> Form:
        """A new form for a page. From where it was opened stands in it as two short keyed hashes, each form's its own:
        they tell whether it comes back from there, and nothing else."""
        nonce, opened = secrets.token_urlsafe(12), int(now().timestamp())
        trap_name = _trap_name(nonce)
        seen = {"browser": self._seen(nonce, browser), "network": self._seen(nonce, network)}
        token = str(self._forms.dumps([site_id, address, opened, nonce, trap_name, seen]))
        return Form(nonce, 0.0, trap_name, token)

    def read_form(self, site_id: int, address: str, token: str, *, browser: str = "", network: str = "") -> Form:
        """Raises Invalid for a token that is not ours, is for another page, or is older than a day.

        A clock that was set back makes a form look young, never old: its age is at least 0.
        """
        try:
            of_site, of_address, opened, nonce, trap_name, seen = self._forms.loads(token)
        except (BadSignature, ValueError, TypeError):
            of_site = None
        if of_site != site_id or of_address != address:
            raise Invalid(
                "form_foreign", "The form belongs to another page. Ask for a new one.", fields={"form": "not_allowed"}
            )
        age = now().timestamp() - opened
        if age > FORM_LIFE or age < -FORM_LIFE:
            raise Invalid("form_expired", "The form is too old. Ask for a new one.", fields={"form": "not_allowed"})
        comes = {"browser": browser, "network": network}
        moved = tuple(what for what, value in comes.items() if seen[what] != self._seen(nonce, value))
        return Form(nonce, max(0.0, age), trap_name, token, moved)

    def _seen(self, nonce: str, value: str) -> str:
        return hmac.new(self._key, f"{nonce}\n{value}".encode(), "sha256").hexdigest()[:6]

    def write_receipt(self, site_id: int, comment_id: int) -> str:
        return str(self._receipts.dumps([site_id, comment_id]))

    def read_receipt(self, site_id: int, token: str) -> int | None:
        """The comment that was posted, or None for what is no receipt of this site."""
        try:
            of_site, comment_id = self._receipts.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return comment_id if of_site == site_id and isinstance(comment_id, int) else None


def _trap_name(nonce: str) -> str:
    """Such as "theme_source_41": what a form might ask for, and hardly ever the same twice."""
    number = int.from_bytes(hashlib.sha256(nonce.encode()).digest()[:8])
    number, first = divmod(number, len(_TRAP_WORDS))
    number, second = divmod(number, len(_TRAP_WORDS))
    return f"{_TRAP_WORDS[first]}_{_TRAP_WORDS[second]}_{number % 1000}"
