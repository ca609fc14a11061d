"""A name server on a loopback socket: it knows `names`, and fails in the ways of its `mode`."""

import socket
from threading import Thread
from typing import Any, Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

MODES = ("ok", "silent", "servfail", "refused", "garbage", "another_id")


class DnsServer:
    """`names`: addresses by name; every other name does not exist. `asked`: each name that came, in whatever mode."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.mode = "ok"
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = "{}:{}".format(*self._socket.getsockname())

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(4096)
            if not question:
                return
            if answer := self._answer(dns.message.from_wire(question)):
                self._socket.sendto(answer, sender)

    def _answer(self, question: dns.message.Message) -> bytes:
        name = question.question[0].name.to_text().rstrip(".")
        self.asked.append(name)
        return _IN_MODE[self.mode](self, question, name)

    def well(self, question: dns.message.Message, name: str) -> bytes:
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if name in self.names:
            answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "A", *self.names[name]))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()


def _failing(question: dns.message.Message, code: dns.rcode.Rcode) -> bytes:
    answer = dns.message.make_response(question)
    answer.set_rcode(code)
    return answer.to_wire()


def _another_id(server: DnsServer, question: dns.message.Message, name: str) -> bytes:
    """As somebody answers who does not see what is asked."""
    answer = bytearray(server.well(question, name))
    answer[0] ^= 0xFF
    return bytes(answer)


_IN_MODE: dict[str, Any] = {
    "ok": DnsServer.well,
    "silent": lambda server, question, name: b"",
    "servfail": lambda server, question, name: _failing(question, dns.rcode.SERVFAIL),
    "refused": lambda server, question, name: _failing(question, dns.rcode.REFUSED),
    "garbage": lambda server, question, name: b"\xff" * 20,
    "another_id": _another_id,
}
