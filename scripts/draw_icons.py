"""Draws the app icons that an installed page has, from the outline of its small icon, with the installed browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.find_browser import installed

ROOT = Path(__file__).parent.parent
OUTLINE = ROOT / "kds/asgi/templates/icon.svg"
FOLDER = ROOT / "web/icons"

SIZES = (192, 512)
"""What Chromium asks for before it installs a page."""

SAFE = 0.7
"""How much of a maskable icon the drawing fills: systems cut such icons to circles and drops."""


def svg(*, maskable: bool) -> str:
    """The same drawing; a maskable one fills its square and keeps away from the edges."""
    drawn = OUTLINE.read_text(encoding="utf-8")
    if not maskable:
        return drawn
    path = re.search(r"<path[^>]*/>", drawn)
    ground = re.search(r'fill="(#[0-9a-f]{6})"', drawn)
    assert path is not None, "the icon is a ground and one path"
    assert ground is not None, "the icon is a ground and one path"
    inset = 64 * (1 - SAFE) / 2
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{ground[1]}"/>'
        f'<g transform="translate({inset} {inset}) scale({SAFE})">{path[0]}</g></svg>'
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed(), args=sandbox)
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            for kind in ("icon", "maskable"):
                drawing = svg(maskable=kind == "maskable")
                page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{drawing}")
                page.screenshot(path=FOLDER / f"{kind}-{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
