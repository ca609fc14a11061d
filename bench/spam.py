"""`python -m bench.spam FOLDER`: how well the filter learns, on public comments that others have labelled.

FOLDER holds the files named below, as JSON lines. Everything after it goes to `flask --app app spam evaluate`.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.serving import ROOT

RESULTS = ROOT / "bench" / "results"
SITES = (
    ("blog-datacamp", "blog-scrapebox"),
    ("youtube-uci", "youtube-extra", "youtube-2024"),
    ("telegram-tgspam",),
    ("youtube-id-gambling",),
    ("instagram-id",),
)


def main() -> int:
    if len(sys.argv) < 2 or not sys.argv[1]:
        sys.exit("Say where the labelled comments are: make bench-spam SPAM_DATA=folder")
    folder = Path(sys.argv[1])
    if missing := [name for site in SITES for name in site if not _file(folder, name).is_file()]:
        sys.exit(f"{folder} lacks {', '.join(f'{name}.jsonl' for name in missing)}.")
    sites = ["+".join(str(_file(folder, name)) for name in site) for site in SITES]
    results = RESULTS / f"spam-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    results.mkdir(parents=True)
    kept = ["--json", str(results / "figures.json"), "--pictures", str(results)]
    command = [sys.executable, "-m", "flask", "--app", "app", "spam", "evaluate", *sites, "--split"]
    done = subprocess.run([*command, *kept, *sys.argv[2:]], cwd=ROOT, check=False)
    print(f"Kept in {results.relative_to(ROOT)}", file=sys.stderr)
    return done.returncode


def _file(folder: Path, name: str) -> Path:
    return folder.resolve() / f"{name}.jsonl"


if __name__ == "__main__":
    sys.exit(main())
