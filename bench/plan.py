"""How much of everything one run measures."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Plan:
    databases: tuple[str, ...] = ("sqlite", "postgresql")
    comments: int = 100_000
    sizes: tuple[int, ...] = (10, 100, 1_000, 10_000)
    connections: tuple[int, ...] = (1, 32)
    rounds: int = 5
    seconds: float = 0.5
    """For which each server is asked for each thing in each round."""
    curve: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    """Comments in the databases in which first reads are measured."""
    first_pages: int = 400
    post_rounds: int = 3
    post_seconds: float = 4.0
    bare_seconds: float = 2.0
    starts: int = 5
    kept: int = 3_000
    """Comments that are posted to see what they weigh on disk."""
    backlog: int = 10_000
    watched: float = 180.0
    """Seconds for which the worker is watched at most."""
    reads_beside: int = 100
    """Reads a second meanwhile."""
    asked: int = 100
    """How often each request is made in a round, when what it costs is taken apart."""
    room: int = 1_000_000
    peers: bool = True

    @property
    def known_sizes(self) -> tuple[int, ...]:
        return self.known(self.comments)

    def known(self, comments: int) -> tuple[int, ...]:
        """Threads that have a size of their own, as many as take half of the comments at most."""
        fitting = [sum(self.sizes[: place + 1]) <= comments // 2 for place in range(len(self.sizes))]
        return tuple(size for size, fits in zip(self.sizes, fitting, strict=True) if fits)


FULL = Plan()
QUICK = replace(
    FULL,
    databases=("sqlite",),
    comments=1_200,
    sizes=(10, 100),
    rounds=1,
    seconds=0.1,
    curve=(1_200,),
    first_pages=8,
    post_rounds=1,
    post_seconds=0.5,
    bare_seconds=0.2,
    starts=1,
    kept=20,
    backlog=12,
    watched=20.0,
    reads_beside=20,
    asked=5,
    room=1_000,
    peers=False,
)
