"""Finds a Chromium for the journeys; installs one where there is none. Run by `make test`, used by the fixtures."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """A browser on the machine, else Playwright's own if it has been installed."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> str:
    """What went wrong, or nothing."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "capture_output": True, "text": True}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        done = subprocess.run(
            ["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"], check=False, **quiet
        )
        if done.returncode == 0:
            return ""
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no reason given"])[-1]


if __name__ == "__main__":
    if not find() and ((why := install()) or not find()):
        sys.exit(
            f"The tests need Chromium and could not install it ({why}). Install your system's chromium and try again."
        )
