"""Pictures of commenters from Gravatar, asked for by the service: no reader's browser ever is seen there."""

import hashlib
import time
from dataclasses import dataclass

import httpcore

from models.sentence import Sentence
from services.errors import OutsideFailure
from services.wire import Budget, Connections, TooLong, spend

SECONDS = 10.0
BYTES_MAX = 200_000
PIXELS = 96

_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass(frozen=True, slots=True)
class Picture:
    image: bytes
    type: str


class Gravatar:
    """Gravatar's API: a picture by the SHA-256 of an address, 404 where there is none (docs.gravatar.com)."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._connections = Connections()

    def picture(self, email: str) -> Picture | None:
        """The picture of whoever has this address; None when there is none, or none that is a picture.

        Raises OutsideFailure when no whole answer came within 10 seconds and 200,000 bytes. No redirect is followed.
        """
        name = hashlib.sha256(email.strip().lower().encode()).hexdigest()
        try:
            with spend(Budget(deadline=time.monotonic() + SECONDS, max_bytes=BYTES_MAX)):
                answer = self._connections.request("GET", f"{self._base_url}/{name}?s={PIXELS}&d=404&r=g")
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, TooLong) as error:
            raise OutsideFailure(Sentence("Gravatar does not answer: %(why)s", why=type(error).__name__)) from None
        if answer.status not in (200, 404):
            raise OutsideFailure(Sentence("Gravatar answers with an error: %(status)s", status=answer.status))
        return _picture(answer.content) if answer.status == 200 else None

    def close(self) -> None:
        self._connections.close()


def _picture(content: bytes) -> Picture | None:
    """By what it is, not by what it is called: nothing that a browser might run is ever taken for a picture."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Picture(content, "image/webp")
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), None)
    return Picture(content, kind) if kind else None
