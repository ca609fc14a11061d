"""Gravatar as seen from outside: a picture by the SHA-256 of an address, 404 where there is none."""

import hashlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


class GravatarServer(ThreadingHTTPServer):
    """`pictures` by address; `asked` is every question so far; `status` answers all of them with an error."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pictures: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.status = 200

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/avatar"

    def find(self, path: str) -> bytes | None:
        by_hash = {hashlib.sha256(email.encode()).hexdigest(): image for email, image in self.pictures.items()}
        parts = urlsplit(path)
        wanted = parse_qs(parts.query).get("d") == ["404"] and parts.path.startswith("/avatar/")
        return by_hash.get(parts.path.removeprefix("/avatar/")) if wanted else None


class _Handler(BaseHTTPRequestHandler):
    server: GravatarServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        image = self.server.find(self.path)
        status = self.server.status if self.server.status != 200 else 200 if image else 404
        self.send_response(status)
        self.send_header("Content-Type", "image/svg+xml")
        self.end_headers()
        self.wfile.write(image if image and status == 200 else b"no")

    def log_message(self, *_: Any) -> None:
        """Silent."""
