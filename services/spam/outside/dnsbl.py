"""DNS block lists (RFC 5782): is the address that a comment came from known for spam?

A list answers with an address of 127.0.0.0/8, or that there is no such name. Some answers are no listing: 127.255.255.x
and 127.0.0.1 say that the list does not answer us (most refuse the resolvers of large providers), anything else
that the list is gone and its domain sold. Spamhaus's 127.0.0.10 and .11 stand for dial-up lines, where readers live.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Literal

from models import Comment, Origin, OutboxEntry, Sentence, Site
from services.errors import OutsideFailure
from services.spam.outside.breaker import Breaker
from services.spam.outside.judges import Ask, Opinion, Tell

if TYPE_CHECKING:
    from dns.resolver import Resolver

Answer = Literal["listed", "clean", "no answer"]
SECONDS, SECONDS_IN_ALL = 2.0, 5.0
_DIAL_UP = {"127.0.0.10", "127.0.0.11"}


class BlockLists:
    """Asks lists through a resolver: `resolver` is its address, with :port if need be; empty: the system's."""

    def __init__(self, resolver: str = "") -> None:
        self._resolver_address = resolver
        self._resolver: Resolver | None = None
        self._breakers: defaultdict[str, Breaker] = defaultdict(Breaker)

    def ask(self, address: str, zones: list[str]) -> dict[str, Answer]:
        """What each list says of an address, within five seconds in all."""
        deadline = time.monotonic() + SECONDS_IN_ALL
        return {zone: self._ask_one(address, zone, deadline) for zone in zones}

    def _ask_one(self, address: str, zone: str, deadline: float) -> Answer:
        breaker, left = self._breakers[zone], deadline - time.monotonic()
        if left <= 0 or breaker.wait():
            return "no answer"
        answer = self._look_up(reversed_name(address, zone), zone, min(SECONDS, left))
        if answer == "no answer":
            breaker.failed()
        else:
            breaker.answered()
        return answer

    def _look_up(self, name: str, zone: str, seconds: float) -> Answer:
        from dns.exception import DNSException
        from dns.resolver import NXDOMAIN, NoAnswer

        try:
            found = self._made().resolve(name, "A", lifetime=seconds, search=False)
        except (NXDOMAIN, NoAnswer):
            return "clean"
        except (DNSException, OSError):
            return "no answer"
        return _meaning({str(record) for record in found}, zone)

    def _made(self) -> "Resolver":
        from dns.resolver import LRUCache, Resolver

        if self._resolver is None:
            resolver = Resolver(configure=not self._resolver_address)
            if self._resolver_address:
                host, port = split_port(self._resolver_address)
                resolver.nameservers, resolver.port = [host], port
            resolver.cache = LRUCache(10_000)
            self._resolver = resolver
        return self._resolver


def _meaning(answers: set[str], zone: str) -> Answer:
    ours = {each for each in answers if each.startswith("127.")}
    if not ours or any(each.startswith("127.255.255.") or each == "127.0.0.1" for each in ours):
        return "no answer"
    if ".spamhaus." in f".{zone}.":
        ours -= _DIAL_UP
    return "listed" if ours else "clean"


def reversed_name(address: str, zone: str) -> str:
    """Under which name a list keeps an address: its bytes, or its 32 hex digits (IPv6), from the last to the first."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address):
        return f"{'.'.join(reversed(parsed.exploded.replace(':', '')))}.{zone}."
    return f"{'.'.join(reversed(str(parsed).split('.')))}.{zone}."


def split_port(address: str) -> tuple[str, int]:
    """203.0.113.1, 203.0.113.1:5353, 2001:db8::1 or [2001:db8::1]:5353. Raises ValueError for anything else."""
    host, _, port = address.rpartition(":") if _has_port(address) else (address, "", "53")
    if not (port.isdecimal() and 0 < int(port) < 65_536):
        raise ValueError(address)
    return str(ip_address(host.removeprefix("[").removesuffix("]"))), int(port)


def _has_port(address: str) -> bool:
    return address.count(":") == 1 or "]:" in address


def shown_zone(zone: str) -> str:
    """As moderators see it: some lists want a key as part of the name, which is nobody's business."""
    return ".".join(label for label in zone.split(".") if len(label) < 20)


@dataclass(frozen=True, slots=True)
class BlockListJudge:
    lists: BlockLists
    name: str = "dnsbl"
    is_waited_for: bool = False

    def ask(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Ask:
        address, zones = origin.ip, (site.dnsbl or "").split()
        return lambda: _opinion(self.lists.ask(address, zones)) if _is_public(address) else None

    def tell(self, site: Site, comment: Comment, origin: Origin, entry: OutboxEntry) -> Tell | None:
        return None

    def probe(self) -> None:
        """Each question is a probe of its own: nothing waits for a list."""


def _is_public(address: str) -> bool:
    """No list knows anything of a private address, and nobody outside needs to hear of it."""
    parsed: IPv4Address | IPv6Address = ip_address(address)
    return parsed.is_global and not parsed.is_multicast


def _opinion(said: dict[str, Answer]) -> Opinion:
    """One list is a weak sign, since addresses change hands; two that agree are a strong one."""
    listed = [shown_zone(zone) for zone, answer in said.items() if answer == "listed"]
    if listed:
        certainty = 0.45 if len(listed) == 1 else 0.6
        return Opinion("spam", 1.0, certainty, Sentence("Its address is listed by %(lists)s", lists=listed))
    silent = [shown_zone(zone) for zone, answer in said.items() if answer == "no answer"]
    if silent:
        raise OutsideFailure(Sentence("No answer from %(lists)s", lists=silent))
    return Opinion("ham", 0.0, 0.0, Sentence("Its address is on none of the block lists"))
