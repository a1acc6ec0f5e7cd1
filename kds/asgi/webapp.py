"""The web app manifest: what a browser needs to install a page as an app of its own on a screen."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

GROUND = "#0d1117"
SURFACE = "#161c24"
"""As the style sheet has them: what is painted before the page is, and around it."""

SIZES = (192, 512)
"""What Chromium asks for before it installs a page, px."""


class Icon(Struct, frozen=True):
    src: str
    sizes: str
    type: str
    purpose: Literal["any", "maskable"]
    """A maskable one fills its square, for systems that cut icons to a shape."""


class Manifest(Struct, frozen=True):
    id: str
    """Each page is an app of its own, so that one screen can have the one it hangs for."""
    name: str
    short_name: str
    lang: str
    start_url: str
    display: Literal["fullscreen", "standalone"]
    icons: tuple[Icon, ...]
    scope: str = "/"
    """Signing in leads through another page and must not leave the app."""
    theme_color: str = SURFACE
    background_color: str = GROUND


def manifest(href: str, name: str, store: str, language: str, *, wall: bool, app_build: str) -> Manifest:
    """`wall`: it hangs somewhere and needs no frame at all; otherwise a phone keeps its own clock and buttons."""
    return Manifest(
        id=href,
        name=name if name == store else f"{name} · {store}",
        short_name=name,
        lang=language,
        start_url=href,
        display="fullscreen" if wall else "standalone",
        icons=(
            Icon("/icon.svg", "any", "image/svg+xml", "any"),
            *(Icon(f"/static/icon-{size}.png?v={app_build}", f"{size}x{size}", "image/png", "any") for size in SIZES),
            *(
                Icon(f"/static/maskable-{size}.png?v={app_build}", f"{size}x{size}", "image/png", "maskable")
                for size in SIZES
            ),
        ),
    )
