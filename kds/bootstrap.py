"""The only place where adapters are built and joined: settings in, a running store out."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import resource
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import FrameType

import uvicorn
from msgspec import Struct
from starlette.applications import Starlette

from kds.adapters.commandids import CommandIds
from kds.adapters.filewatch import FileWatch
from kds.adapters.sqlite_log import SqliteLog
from kds.adapters.systemclock import SystemClock
from kds.adapters.tablekeys import TableKeyFile
from kds.adapters.vendor_http import HttpOrders
from kds.adapters.vendors import Vendors
from kds.asgi.access import Access
from kds.asgi.app import Lifespan, create_app
from kds.asgi.services import Health, Services
from kds.asgi.tablesheet import is_base, sheet
from kds.asgi.transport import settings as socket_settings
from kds.config import (
    KitchenFileError,
    Loaded,
    Settings,
    SettingsError,
    after_reading,
    file_digest,
    load_kitchen,
    read_kitchen,
)
from kds.kitchen.setup import Kitchen
from kds.service.executor import Executor
from kds.service.glass import GLASS
from kds.service.hub import Hub
from kds.service.inbox import Inbox
from kds.service.kitchenfiles import KitchenFiles
from kds.service.outputs import moment
from kds.service.ports import Clock, LogStore
from kds.service.steadyclock import SteadyClock
from kds.service.ticker import Ticker
from kds.service.timekeeper import CLOCK, due

SWITCH_S = 0.0005
"""How long the writer's thread may keep the interpreter from the event loop (Python's default is 5 ms, which is
as long as five orders take)."""

GARBAGE_AFTER = 20_000
"""Objects made between two looks for cyclic garbage, which an order leaves none of (Python's default is 700)."""

OLD_GARBAGE_AFTER = 2
"""Looks among the youngest until one among the older, and of these until one among all (Python's default is 10): a
connection does leave some, which with 10 came to 20 MB in 20,000 connections. What the start made is not walked."""

OPEN_FILES = 16_384
"""Descriptors this process may hold, where the machine allows it: more connections than any store has."""

GOODBYE_S = 3
"""How long open connections may take to end at a stop; screens come back by themselves."""

BROKEN_EXIT = 5
"""The log failed for good: the supervisor starts the process again, see `docs/topics/log.md`."""

_logger = logging.getLogger("kds")


class InForce(Struct):
    """The kitchen in force, and the files as last read."""

    kitchen: Kitchen
    files: KitchenFiles


def serve(settings: Settings, store: LogStore | None = None) -> int:
    """Run until Ctrl-C or a stop signal; returns the exit code.

    Raises KitchenFileError, StorageRefused and OSError (address in use), each with what to do, before anything
    is served. `store` stands in for the SQLite log in tests.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    sys.setswitchinterval(SWITCH_S)
    _allow_many_connections()
    return asyncio.run(_serve(settings, store))


def _allow_many_connections() -> None:
    """A flood of tills must not leave the log and the kitchen files without a descriptor."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _spare_the_garbage_collector() -> None:
    """What the start made stays for good; walking it again and again would be a pause now and then."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, OLD_GARBAGE_AFTER, OLD_GARBAGE_AFTER)


async def _serve(settings: Settings, store: LogStore | None) -> int:
    loaded = await asyncio.to_thread(load_kitchen, settings.kitchen)
    for warning in loaded.warnings:
        _logger.warning("%s", warning)
    with _listening_socket(settings) as listener:
        async with AsyncExitStack() as stack:
            app = await _build(settings, store or SqliteLog(settings.data), loaded, stack)
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                lifespan="on",
                server_header=False,
                # Nobody stands in front who might say truthfully where a request comes from.
                proxy_headers=False,
                timeout_graceful_shutdown=GOODBYE_S,
                **socket_settings(),
            )
            _announce(settings, listener)
            _spare_the_garbage_collector()
            await Server(config).serve(sockets=[listener])
    return 0


class Server(uvicorn.Server):
    """uvicorn raises the signal again once it has stopped, which would cut the closing of the log short."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; asked a second time, without waiting for open connections."""
        self.force_exit = self.should_exit
        self.should_exit = True


def _listening_socket(settings: Settings) -> socket.socket:
    """Bound before the log is opened, so that a taken port costs no term and says so first."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio turns Nagle's delay off only on sockets that name their protocol; left on, each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError:
        listener.close()
        raise
    return listener


async def _build(settings: Settings, store: LogStore, loaded: Loaded, stack: AsyncExitStack) -> Starlette:
    clock = SteadyClock(SystemClock())
    new_id = CommandIds(clock)
    now = InForce(loaded.kitchen, after_reading(KitchenFiles(), loaded, clock.now_ms(), changed=True))
    executor = Executor(store, clock, now.kitchen, secrets.token_hex(8), on_broken=_die)
    documents = await executor.open()
    stack.push_async_callback(executor.close)
    hub = Hub(executor.terms, executor.head, documents)
    executor.publish_to(hub)
    orders = HttpOrders()
    stack.push_async_callback(orders.close)
    inbox = Inbox(executor, Vendors(lambda: now.kitchen, orders, _secret), clock, new_id)
    watch = _watch(settings.kitchen, loaded, now, executor, clock)
    static_dir = _static_dir()
    services = Services(
        commands=executor,
        hub=hub,
        kitchen=lambda: now.kitchen,
        clock=clock,
        new_id=new_id,
        access=Access(settings.token or "", clock),
        inbox=inbox,
        health=lambda: Health(executor.health),
        files=lambda: now.files,
        reread=watch.again,
        secret=_secret,
        short_id=lambda: secrets.token_hex(8),
        table_keys=TableKeyFile(settings.data).current,
        pictures=settings.kitchen.parent,
        static_dir=static_dir,
        app_build=_app_build(static_dir),
    )
    timekeeper = Ticker(executor, CLOCK, lambda: due(executor.published, clock.now_ms()))
    glass = Ticker(executor, GLASS, lambda: hub.glass.due(moment(clock), now.kitchen.glass))
    return create_app(services, _open_hours(inbox.run, timekeeper.run, glass.run, watch.run))


def print_tables(kitchen_file: Path, data: Path, url: str, out: Path, tables: tuple[str, ...], *, renew: bool) -> str:
    """Writes the sheet of table codes and says so. Raises SettingsError with what to write instead."""
    kitchen = load_kitchen(kitchen_file).kitchen
    known = {spot.id: spot for spot in kitchen.tables}
    if not known:
        raise SettingsError(f"{kitchen_file} names no tables: add such as `tables: [{{area: hall, tables: [1-12]}}]`")
    unknown = [table for table in tables if table not in known]
    if unknown:
        raise SettingsError(f"no table {unknown[0]!r}: {kitchen_file} has {', '.join(known)}")
    if not is_base(url):
        raise SettingsError(f"--url {url!r} is no address of a server: write it as http://192.168.1.20:8600")
    keys_file = TableKeyFile(data)
    try:
        keys = keys_file.renew(tables) if renew else keys_file.current()
        spots = [known[table] for table in tables or known]
        out.write_text(sheet(kitchen, keys, url, spots), encoding="utf-8")
    except ValueError as error:
        raise SettingsError(f"{error}: leave the tables out, so that all get new codes") from error
    except OSError as error:
        raise SettingsError(f"{error.filename} cannot be written: {error.strerror}. Choose another --out") from error
    renewed = " The codes printed before no longer work." if renew else ""
    return f"{out}: {len(spots)} codes. Open it in a browser and print it, or save it as PDF.{renewed}"


def _watch(
    path: Path, loaded: Loaded, now: InForce, executor: Executor, clock: Clock
) -> FileWatch[Loaded | KitchenFileError]:
    async def changed(reading: Loaded | KitchenFileError) -> None:
        other = isinstance(reading, Loaded) and reading.kitchen.digest != now.kitchen.digest
        now.files = after_reading(now.files, reading, clock.now_ms(), changed=other)
        if isinstance(reading, KitchenFileError):
            _logger.warning("The kitchen files have mistakes; the ones before stay in use.\n%s", reading)
            return
        now.kitchen = reading.kitchen
        await executor.adopt(reading.kitchen)
        _logger.info("The kitchen files were read and are in use.")

    return FileWatch[Loaded | KitchenFileError](loaded, lambda: read_kitchen(path), file_digest, changed)


def _open_hours(*tasks: Callable[[], Coroutine[object, object, None]]) -> Lifespan:
    """Runs `tasks` while the application is up; one that fails ends the process, since a store half open lies."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        running = [asyncio.create_task(task()) for task in tasks]
        for one in running:
            one.add_done_callback(_must_not_end)
        yield
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    return lifespan


def _must_not_end(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _die(error)


def _die(error: BaseException) -> None:
    """Never retried in place: what the disk holds is unknown until a new boot has read it."""
    _logger.critical("Stopping, so that a restart begins from what is on disk.", exc_info=error)
    logging.shutdown()
    os._exit(BROKEN_EXIT)


def _secret(name: str) -> str:
    return os.environ.get(name, "")


def _static_dir() -> Path:
    """Inside the installed package, or where the build leaves it in a checkout."""
    packed = Path(__file__).parent / "static"
    return packed if packed.exists() else Path(__file__).parent.parent / "web" / "dist"


def _app_build(static_dir: Path) -> str:
    described: dict[str, str] = json.loads((static_dir / "build.json").read_text())
    return described["app"]


def _announce(settings: Settings, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    _logger.info("Serving http://%s:%d", f"[{host}]" if ":" in host else host, port)
    if settings.token is None:
        _logger.warning(
            "No KDS_TOKEN is set: everything is open to everybody on this machine, and to nobody else (loopback)."
        )
