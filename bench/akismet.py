"""`python -m bench.akismet SECONDS`: an Akismet in a process of its own that answers after so many seconds.

It says its address and the key that it knows, and ends when it is told nothing more.
"""

import sys

from tests.doubles.akismet_server import AkismetServer


def main(delay: float) -> None:
    with AkismetServer() as akismet:
        akismet.delay, akismet.mode = delay, "slow"
        print(akismet.url, akismet.key, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(float(sys.argv[1]))
