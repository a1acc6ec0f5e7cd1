"""How this server runs: address, data folder, kitchen file and token, from arguments and environment."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from msgspec import Struct

MIN_TOKEN_CHARS = 16
"""Of a token that guards against other machines: random, so many cannot be guessed over a network."""

MAKE_TOKEN = 'python -c "import secrets; print(secrets.token_urlsafe(24))"'

MAX_TOKEN_CHARS = 512
"""Longer is no token but the wrong file; it also travels in a header."""


class SettingsError(Exception):
    """An argument or environment variable cannot be used; the message says what to set."""


class Settings(Struct, frozen=True):
    host: str
    port: int
    data: Path
    kitchen: Path
    token: str | None
    """Sources and screens must show it; None: open, which only loopback may be."""


def load_settings(host: str, port: int, data: Path, kitchen: Path, environ: Mapping[str, str]) -> Settings:
    """Raises SettingsError, notably for an address that others can reach while no token is set.

    Port 0 lets the system choose.
    """
    if not 0 <= port <= 65535:
        raise SettingsError(f"--port {port} is not a port: choose one from 1 to 65535")
    token = _token(environ)
    if token is None and not is_loopback(host):
        raise SettingsError(
            f"--host {host!r} can be reached by other machines, so a token is needed: set KDS_TOKEN to a long "
            f"random text (or KDS_TOKEN_FILE to a file with one), as made by {MAKE_TOKEN}, or serve on 127.0.0.1"
        )
    if token is not None and len(token) < MIN_TOKEN_CHARS and not is_loopback(host):
        raise SettingsError(
            f"the token has {len(token)} characters and --host {host!r} can be reached by other machines, which could "
            f"guess it: use one of at least {MIN_TOKEN_CHARS}, as made by {MAKE_TOKEN}"
        )
    return Settings(host, port, data, kitchen, token)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _token(environ: Mapping[str, str]) -> str | None:
    if "KDS_TOKEN" in environ and "KDS_TOKEN_FILE" in environ:
        raise SettingsError("KDS_TOKEN and KDS_TOKEN_FILE are both set: unset one of them")
    if "KDS_TOKEN" in environ:
        return _checked("KDS_TOKEN", environ["KDS_TOKEN"])
    if "KDS_TOKEN_FILE" not in environ:
        return None
    path = Path(environ["KDS_TOKEN_FILE"])
    try:
        with path.open(encoding="utf-8") as file:
            return _checked(f"KDS_TOKEN_FILE {path}", file.read(MAX_TOKEN_CHARS + 2))
    except OSError as error:
        raise SettingsError(f"KDS_TOKEN_FILE {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"KDS_TOKEN_FILE {path} is not text: write the token alone into it") from error


def _checked(origin: str, written: str) -> str:
    token = written.strip()
    if not token:
        raise SettingsError(f"{origin} is empty: give it a long random text, or unset it")
    if len(token) > MAX_TOKEN_CHARS or not token.isascii() or not token.isprintable() or " " in token:
        raise SettingsError(f"{origin} is no token: use up to {MAX_TOKEN_CHARS} letters, digits and signs, no blanks")
    return token
