"""What every ASGI module is handed: the one bundle that the bootstrap fills and the tests fake."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kds.asgi.access import Access
from kds.kitchen.setup import Kitchen
from kds.service.inbox import Inbox
from kds.service.kitchenfiles import KitchenFiles
from kds.service.ports import Clock
from kds.service.receipt import Commands
from kds.sources.tabletoken import TableKeys

if TYPE_CHECKING:
    from kds.service.hub import Hub


class Health(Struct, frozen=True):
    """How the store is doing. Anything but `ok` turns readiness red; screens are served all the same."""

    state: Literal["ok", "read_only", "full"] = "ok"
    detail: str = ""


class Services(Struct, frozen=True):
    commands: Commands
    hub: Hub
    kitchen: Callable[[], Kitchen]
    """The kitchen as last adopted; a reload swaps it."""
    clock: Clock
    new_id: Callable[[], str]
    """A fresh command id, time-ordered."""
    access: Access
    inbox: Inbox
    health: Callable[[], Health]
    files: Callable[[], KitchenFiles]
    """The kitchen files as last read, and what keeps them from being adopted."""
    reread: Callable[[], Awaitable[None]]
    """Reads the kitchen files now, changed or not."""
    secret: Callable[[str], str]
    """The value of an environment variable that the kitchen file names; "" when it is not set."""
    short_id: Callable[[], str]
    """A fresh random name of 16 letters and digits, for what lives in memory only."""
    table_keys: Callable[[], TableKeys]
    """What the codes on the tables are signed with; renewing one swaps it."""
    pictures: Path
    """Folder in which the menu's pictures are looked for."""
    static_dir: Path
    """Built browser files, served under /static/."""
    app_build: str = "dev"
    """Build hash of the browser files."""
