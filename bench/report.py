from dataclasses import dataclass, field
from typing import Any

from .fill import SIZES
from .load import Load
from .posts import CLIENTS
from .reads import CONNECTIONS, ROUNDS, Shown, middle, ratio

ROWS = {
    "uncached": "service, uncached",
    "cached": "service, cached",
    "flask": "bare Flask view",
    "wsgi": "bare WSGI callable",
    "304": "service, 304",
    "flask 304": "bare Flask view, 304",
    "wsgi 304": "bare WSGI callable, 304",
}
BESIDE = {"uncached": ("flask", "wsgi"), "cached": ("flask", "wsgi"), "304": ("flask 304", "wsgi 304")}
BUSY = 0.9


@dataclass
class Report:
    cores: int
    shown: dict[int, Shown] = field(default_factory=dict)
    reads: dict[tuple[str, int], list[Load]] = field(default_factory=dict)
    posts: Load = field(default_factory=Load)
    stored: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return "\n".join([*self._reads(), "", *self._posts(), "", f"In {self.seconds:.0f} seconds."])

    def as_json(self) -> dict[str, Any]:
        return {
            "cores": self.cores,
            "reads": [
                {"server": server, "comments": size, "rate": load.rate, "p99": load.p99, "load_busy": load.busy}
                | {"rounds": [each.rate for each in self.reads[server, size]]}
                for (server, size), load in ((key, middle(loads)) for key, loads in self.reads.items())
            ],
            "shown": {size: {"comments": shown.comments, "bytes": shown.bytes} for size, shown in self.shown.items()},
            "posts": {
                "rate": self.posts.rate,
                "p99": self.posts.p99,
                "accepted": self.posts.answers,
                "stored": self.stored,
                "others": dict(self.posts.others),
            },
            "seconds": self.seconds,
        }

    def _reads(self) -> list[str]:
        cores = "server on one core, load on another" if self.cores > 1 else "server and load on the same core"
        return [
            f"Reading a thread, answers per second: {CONNECTIONS} connections, {cores}, median of {ROUNDS} rounds",
            "[share of the bare Flask view, share of the bare WSGI callable, in the same rounds]",
            "",
            _row("comments in the thread", [f"{size:,}" for size in SIZES]),
            _row("  of them in the answer", [f"{self.shown[size].comments:,}" for size in SIZES]),
            _row("  bytes of the answer", [f"{self.shown[size].bytes:,}" for size in SIZES]),
            *(_row(name, [self._rate(server, size) for size in SIZES]) for server, name in ROWS.items()),
            *(_row(f"p99, {ROWS[server]}", [self._p99(server, size) for size in SIZES]) for server in BESIDE),
            self._ceiling(),
        ]

    def _ceiling(self) -> str:
        fastest = max((middle(loads) for loads in self.reads.values()), key=lambda load: load.rate)
        return (
            f"The load generator reached {fastest.rate:,.0f} a second at most, itself busy for {fastest.busy:.0%}; "
            f"≥ marks where that was over {BUSY:.0%} and the server may do more."
        )

    def _rate(self, server: str, size: int) -> str:
        loads = self.reads[server, size]
        load = middle(loads)
        shares = [f"{ratio(loads, self.reads[other, size]):.2g}" for other in BESIDE.get(server, ())]
        bracket = f" [{', '.join(shares)}]" if shares else ""
        return f"{'≥ ' if load.busy > BUSY else ''}{load.rate:,.0f}{bracket}"

    def _p99(self, server: str, size: int) -> str:
        return f"{middle(self.reads[server, size]).p99 * 1000:.1f} ms"

    def _posts(self) -> list[str]:
        load = self.posts
        return [
            f"Posting, {CLIENTS} clients, each comment from its own visitor and network: {load.rate:,.0f} a second, "
            f"p99 {load.p99 * 1000:.0f} ms; {load.answers:,} accepted, {self.stored:,} stored; "
            f"other answers: {dict(load.others) or 'none'}."
        ]


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<26}" + "".join(f"{cell:>24}" for cell in cells)
