"""The command line: what each command takes and does; a person's mistake ends in one sentence and an exit code."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path

from kds import __version__, bootstrap
from kds.adapters.backup import BackupRefused
from kds.adapters.backup_report import back_up, put_back
from kds.adapters.systemclock import SystemClock
from kds.config import (
    KitchenFileError,
    Settings,
    SettingsError,
    check_report,
    load_kitchen,
    load_settings,
)
from kds.service.ports import StorageBroken, StorageRefused

HOST = "127.0.0.1"
PORT = 8600
KITCHEN = Path("stations.yaml")
DATA = Path("kds-data")
SHEET = Path("tables.html")
DEMO_DATA = DATA / "demo"
DEMO_SPEED = 4.0


class Exit(IntEnum):
    """Exit codes, so that a service manager can tell a mistake from a fault."""

    OK = 0
    KITCHEN_FILE = 1
    USAGE = 2
    DATA_FOLDER = 3
    ADDRESS = 4
    STORAGE_BROKEN = 5
    BACKUP = 6


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        return Exit.OK
    except KitchenFileError as error:
        return _sorry(Exit.KITCHEN_FILE, f"the kitchen file cannot be used\n{error}")
    except SettingsError as error:
        return _sorry(Exit.USAGE, str(error))
    except BackupRefused as error:
        return _sorry(Exit.BACKUP, str(error))
    except StorageRefused as error:
        return _sorry(Exit.DATA_FOLDER, str(error))
    except StorageBroken as error:
        return _sorry(
            Exit.STORAGE_BROKEN, f"The disk failed: {error}. What was acknowledged is in the log; start again."
        )
    except OSError as error:
        advice = _address_advice(error, options)
        if advice is None:
            raise
        return _sorry(Exit.ADDRESS, advice)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="kds", description="A kitchen display system that never loses a ticket.")
    commands = top.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="run the server of one store")
    serve.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST}); others need KDS_TOKEN")
    serve.add_argument("--port", type=int, default=PORT, help=f"default {PORT}")
    serve.add_argument("--data", type=Path, default=DATA, help=f"folder of the log (default {DATA})")
    serve.add_argument("--kitchen", type=Path, default=KITCHEN, help=f"the kitchen file (default {KITCHEN})")
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="run a server with a simulated service: sources order, cooks cook")
    demo.add_argument("--port", type=int, default=PORT, help=f"default {PORT}")
    demo.add_argument(
        "--speed", type=_speed, default=DEMO_SPEED, help=f"10: ten minutes in one (default {DEMO_SPEED:g})"
    )
    demo.add_argument("--seed", type=int, default=1, help="the same seed brings the same evening (default 1)")
    demo.add_argument("--data", type=Path, default=DEMO_DATA, help=f"may be deleted afterwards (default {DEMO_DATA})")
    demo.add_argument("--kitchen", type=Path, default=None, help="another kitchen than the sample")
    demo.set_defaults(run=_demo, host=HOST)

    check = commands.add_parser("check", help="check the kitchen files and print who cooks what")
    check.add_argument("kitchen", type=Path, nargs="?", default=KITCHEN, help=f"default {KITCHEN}")
    check.set_defaults(run=_check)

    tables = commands.add_parser("tables", help="print the codes that guests scan to order from their table")
    tables.add_argument("tables", nargs="*", metavar="table", help="only these; all of the kitchen file if left out")
    tables.add_argument("--url", required=True, help="the server as guests' phones reach it: http://192.168.1.20:8600")
    tables.add_argument("--out", type=Path, default=SHEET, help=f"the page to print (default {SHEET})")
    tables.add_argument("--renew", action="store_true", help="make new codes for these tables; the old ones end")
    tables.add_argument("--data", type=Path, default=DATA, help=f"folder of the log (default {DATA})")
    tables.add_argument("--kitchen", type=Path, default=KITCHEN, help=f"the kitchen file (default {KITCHEN})")
    tables.set_defaults(run=_tables)

    backup = commands.add_parser("backup", help="copy the log, also while the server runs, and verify the copy")
    backup.add_argument("to", type=Path, metavar="DEST", help="the file to write, or the folder to write one in")
    backup.add_argument("--data", type=Path, default=DATA, help=f"folder of the log (default {DATA})")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="put a backup in the place of the log; the server must be stopped")
    restore.add_argument("backup", type=Path, metavar="FILE", help="what `kds backup` wrote")
    restore.add_argument("--data", type=Path, default=DATA, help=f"folder of the log (default {DATA})")
    restore.set_defaults(run=_restore)

    version = commands.add_parser("version", help="print the version")
    version.set_defaults(run=_version)
    return top


def _serve(options: argparse.Namespace) -> int:
    return bootstrap.serve(_settings(options, options.kitchen))


def _demo(options: argparse.Namespace) -> int:
    # Imported here, since `kds serve` should not hold what only a demo needs.
    from kds.demo.sample import sample_kitchen
    from kds.demo.show import Plan
    from kds.demo.stage import Stage

    settings = _settings(options, options.kitchen or sample_kitchen())
    kitchen = load_kitchen(settings.kitchen).kitchen
    clock = SystemClock()
    plan = Plan(kitchen=kitchen, speed=options.speed, seed=options.seed, run=f"{clock.now_ms() // 1000:x}")
    stage = Stage(plan, settings.port, settings.token, clock)
    stage.claim()
    stage.announce(settings.data)
    return stage.play(lambda: bootstrap.serve(settings))


def _check(options: argparse.Namespace) -> int:
    print(check_report(load_kitchen(options.kitchen, f"name the stations file: kds check {KITCHEN}")))
    return Exit.OK


def _tables(options: argparse.Namespace) -> int:
    told = bootstrap.print_tables(
        options.kitchen, options.data, options.url, options.out, tuple(options.tables), renew=options.renew
    )
    print(told)
    return Exit.OK


def _backup(options: argparse.Namespace) -> int:
    print(back_up(options.data, options.to, SystemClock().now_ms()))
    return Exit.OK


def _restore(options: argparse.Namespace) -> int:
    print(put_back(options.data, options.backup, SystemClock().now_ms()))
    return Exit.OK


def _version(options: argparse.Namespace) -> int:
    print(f"kds {__version__}")
    return Exit.OK


def _settings(options: argparse.Namespace, kitchen: Path) -> Settings:
    return load_settings(options.host, options.port, options.data, kitchen, os.environ)


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.1 <= speed <= 60:
        raise argparse.ArgumentTypeError("a speed lies between 0.1 and 60")
    return speed


def _address_advice(error: OSError, options: argparse.Namespace) -> str | None:
    """What to do when the address cannot be listened on; None for any other trouble."""
    address = f"{getattr(options, 'host', HOST)}:{getattr(options, 'port', PORT)}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"{address} is in use: another program, maybe another kds, listens there. Choose another --port."
        case errno.EADDRNOTAVAIL:
            return f"{address} is no address of this machine. Choose another --host."
        case errno.EACCES:
            return f"{address} needs rights that this user does not have. Choose a --port above 1023."
        case _:
            return None


def _sorry(code: Exit, message: str) -> int:
    print(f"kds: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
