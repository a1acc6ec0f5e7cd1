"""Finds a Chromium for the browser tests, or installs one, and prints its path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """A browser that is on the machine already; `KDS_CHROMIUM` goes first."""
    candidates = (os.environ.get("KDS_CHROMIUM", ""), *NAMES)
    return next((path for name in candidates if name and (path := shutil.which(name)) and starts(path)), None)


def playwrights() -> str | None:
    """The one that Playwright downloads for itself."""
    from playwright.sync_api import sync_playwright

    if not say_and_run([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    with sync_playwright() as driver:
        path = driver.chromium.executable_path
    return path if starts(path) else None


def packaged() -> str | None:
    """The system's own package, where this user may install it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say_and_run(["apt-get", "update", "-q"])
    return installed() if say_and_run(["apt-get", "install", "-q", "-y", "chromium"]) else None


def starts(path: str) -> bool:
    """A file is not enough: on some systems it is a stub, or libraries are missing."""
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


def say_and_run(command: list[str]) -> bool:
    print("No Chromium that starts was found, trying:", " ".join(command), file=sys.stderr)
    return subprocess.run(command, stdout=sys.stderr).returncode == 0


def main() -> int:
    path = installed() or playwrights() or packaged()
    if path is None:
        print(
            "The browser tests need a Chromium and none could be installed. "
            "Install one (Debian: apt install chromium), or name it: KDS_CHROMIUM=/path/to/chromium make test",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
