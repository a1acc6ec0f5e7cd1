"""`kds backup` beside a server that works, `kds restore` where none does, and every file that must not be trusted."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kds.__main__ import Exit
from kds.adapters.sqlite_log import DATABASE_NAME, RESTORING
from tests import history
from tests.house import ROOT
from tests.process.test_full_disk import NAMESPACE, namespaces
from tests.serverprocess import ServerProcess
from tests.storefront import Storefront, fronting

OWNER_ONLY = 0o600


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "kds", *map(str, arguments)]


def kds(*arguments: object) -> tuple[int, str]:
    done = subprocess.run(command(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two tickets, and beside it a backup of it."""
    folder = tmp_path_factory.mktemp("shop")
    asyncio.run(_two_orders(folder / "data"))
    assert kds("backup", folder / "backup.db", "--data", folder / "data")[0] == Exit.OK
    return folder


async def _two_orders(data: Path) -> None:
    with ServerProcess(data) as server:
        async with fronting(server) as store:
            await store.placed("pos", "1", "Tea")
            await store.placed("pos", "2", "Soup", "Rice")
        assert server.stop() == 0


async def orders(store: Storefront, first: int, last: int) -> tuple[str, ...]:
    for number in range(first, last):
        await store.placed("till", f"{number}", "Tea", "Soup")
    return tuple(map(str, range(first, last)))


async def backed_up_in_the_rush(data: Path, to: Path) -> tuple[str, ...]:
    """What was acknowledged before the backup began; orders come in all the while it is made."""
    with ServerProcess(data) as server:
        async with fronting(server) as store:
            before = await orders(store, 1, 50)
            making = asyncio.create_task(asyncio.to_thread(kds, "backup", to, "--data", data))
            number = len(before)
            while not making.done():
                number += 1
                await orders(store, number, number + 1)
            code, said = await making
    assert code == Exit.OK, said
    assert number > len(before)
    return before


def test_a_backup_beside_a_working_server_holds_everything_that_was_acknowledged_before(tmp_path: Path) -> None:
    before = asyncio.run(backed_up_in_the_rush(tmp_path / "data", tmp_path))
    (file,) = tmp_path.glob("kds-*.db")
    assert file.stat().st_mode & 0o777 == OWNER_ONLY
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "data.log", file.name]
    code, said = kds("restore", file, "--data", tmp_path / "elsewhere")
    assert code == Exit.OK, said
    restored = history.read(tmp_path / "elsewhere")
    assert history.faults(restored, [("till", number) for number in before]) == []
    assert (tmp_path / "elsewhere" / "tables.key").read_bytes() == (tmp_path / "data" / "tables.key").read_bytes()
    assert (tmp_path / "elsewhere" / "tables.key").stat().st_mode & 0o777 == OWNER_ONLY
    asyncio.run(_on_screen(tmp_path / "elsewhere", set(before)))


async def _on_screen(data: Path, orders: set[str]) -> None:
    with ServerProcess(data) as server:
        async with fronting(server) as store, store.screen("cook") as screen:
            assert {ticket["external_id"] for ticket in screen.tickets} >= orders


def test_a_restore_says_what_to_expect_and_keeps_what_was_there(shop: Path, tmp_path: Path) -> None:
    data = shutil.copytree(shop / "data", tmp_path / "data")
    (data / "tables.key").write_text("the codes that lie on the tables now")
    was = (data / DATABASE_NAME).read_bytes()
    code, said = kds("restore", shop / "backup.db", "--data", data)
    assert code == Exit.OK
    assert "2 tickets, 2 of them open. Its last moment: " in said
    assert "recovered" in said
    (replaced,) = data.glob("replaced-*")
    assert str(replaced) in said
    assert (replaced / DATABASE_NAME).read_bytes() == was
    assert (data / "tables.key").read_text() == "the codes that lie on the tables now"
    assert history.faults(history.read(data), [("pos", "1"), ("pos", "2")]) == []
    assert not (data / RESTORING).exists()


def test_a_restore_is_refused_while_a_server_runs_and_changes_nothing(shop: Path, tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "data") as server:
        code, said = kds("restore", shop / "backup.db", "--data", server.data)
        assert code == Exit.DATA_FOLDER
        assert f"process {server.process.pid}" in said
        assert not list(server.data.glob("replaced-*"))
        assert history.read(server.data).documents.keys() == {"store/main"} | {
            key for key in history.read(server.data).documents if key.startswith("dish/")
        }


def test_an_interrupted_restore_keeps_the_server_from_beginning_an_empty_log(shop: Path, tmp_path: Path) -> None:
    data = shutil.copytree(shop / "data", tmp_path / "data")
    (data / RESTORING).mkdir()
    (data / DATABASE_NAME).unlink()
    server = ServerProcess(data)
    server.launch()
    assert server.wait_ended() == Exit.DATA_FOLDER
    assert "Run `kds restore` again" in server.output()
    assert kds("restore", shop / "backup.db", "--data", data)[0] == Exit.OK
    with ServerProcess(data):
        assert len(history.read(data).terms) == 2


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def foreign(file: Path) -> None:
    file.write_bytes(b"\x89PNG" + bytes(5000))


def other_program(file: Path) -> None:
    file.unlink()
    sql(file, "CREATE TABLE songs (name TEXT)")


def newer(file: Path) -> None:
    sql(file, "PRAGMA user_version = 999")


def doctored(file: Path) -> None:
    sql(file, "UPDATE document SET doc = (SELECT doc FROM document WHERE kind = 'store') WHERE kind = 'ticket'")


def holed(file: Path) -> None:
    sql(file, "DELETE FROM log WHERE seq = 2")


def unlike_its_events(file: Path) -> None:
    sql(file, "UPDATE log SET docs = (SELECT docs FROM log WHERE seq = 1) WHERE seq = 2")


def sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (cut, "it is damaged or was not written to its end"),
        (foreign, "it is no backup of kds"),
        (other_program, "it is a database of another program"),
        (newer, "it was made by a newer kds"),
        (doctored, "is not what its log makes of it"),
        (holed, "row 2 of its log is missing"),
        (unlike_its_events, "row 2 of its log holds other documents than its events make"),
    ],
    ids=lambda each: each.__name__ if callable(each) else "",
)
def test_a_file_that_is_no_whole_backup_is_not_put_back(
    spoil: Callable[[Path], None], why: str, shop: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(shop / "data", tmp_path / "data")
    file = Path(shutil.copy(shop / "backup.db", tmp_path / "spoilt.db"))
    spoil(file)
    was = {path.name: path.read_bytes() for path in data.iterdir()}
    code, said = kds("restore", file, "--data", data)
    assert code == Exit.BACKUP
    assert why in said
    assert "Nothing was changed" in said
    assert {path.name: path.read_bytes() for path in data.iterdir()} == was


def test_a_backup_of_a_damaged_log_is_not_kept(shop: Path, tmp_path: Path) -> None:
    data = shutil.copytree(shop / "data", tmp_path / "data")
    holed(data / DATABASE_NAME)
    code, said = kds("backup", tmp_path / "backup.db", "--data", data)
    assert code == Exit.BACKUP
    assert "The copy was not kept: row 2 of its log is missing" in said
    assert not list(tmp_path.glob("backup*"))


def test_a_backup_overwrites_nothing_and_says_what_is_missing(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "older.db").write_text("an older backup")
    for target, why in (("older.db", "is there already"), ("no/folder.db", "There is no folder")):
        code, said = kds("backup", tmp_path / target, "--data", shop / "data")
        assert (code, why in said) == (Exit.BACKUP, True), said
    assert (tmp_path / "older.db").read_text() == "an older backup"
    code, said = kds("backup", tmp_path / "backup.db", "--data", tmp_path)
    assert (code, "There is no log in" in said) == (Exit.BACKUP, True)
    code, said = kds("restore", tmp_path / "backup.db", "--data", tmp_path)
    assert (code, "There is no file" in said) == (Exit.BACKUP, True)


@pytest.mark.skipif(not namespaces(), reason="needs Linux user namespaces for a small disk")
@pytest.mark.parametrize("step", ["backup", "restore"])
def test_a_full_disk_is_named_and_leaves_nothing_half(step: str, shop: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    tried = (
        command("backup", small / "backup.db", "--data", shop / "data")
        if step == "backup"
        else command("restore", shop / "backup.db", "--data", small)
    )
    shell = f"mount -t tmpfs -o size=64k tmpfs {small} && {shlex.join(tried)}; code=$?; ls {small}; exit $code"
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", shell], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == Exit.BACKUP, done.stderr
    assert f"The disk of {small} is full" in done.stderr
    assert set(done.stdout.split()) <= {"kds.lock"}
