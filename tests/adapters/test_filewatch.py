"""A change of the kitchen files is noticed once, when it is complete, whatever it is."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from kds.adapters.filewatch import POLL_S, FileWatch


class Text:
    """A reading of one file: its text; "bad" stands for contents that cannot be used."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8") if path.exists() else ""
        self.files = {path: self.text}


class Watched:
    """A file, the watch on it, and what the watch said."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.write_text("first", encoding="utf-8")
        self.heard: list[str] = []
        self.read_in: list[threading.Thread] = []
        self.watch = FileWatch(Text(path), self._read, self._digest, self._changed)

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    async def looks(self, times: int) -> list[str]:
        for _ in range(times):
            await self.watch.look()
        return self.heard

    def _read(self) -> Text:
        self.read_in.append(threading.current_thread())
        return Text(self.path)

    def _digest(self, path: Path) -> str:
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async def _changed(self, reading: Text) -> None:
        self.heard.append(reading.text)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "stations.yaml")


async def test_without_a_change_nothing_is_said(watched: Watched) -> None:
    assert await watched.looks(3) == []


async def test_a_change_is_said_once(watched: Watched) -> None:
    watched.write("second")
    assert await watched.looks(5) == ["second"]


async def test_every_further_change_is_said(watched: Watched) -> None:
    watched.write("second")
    await watched.looks(2)
    watched.write("third")
    assert await watched.looks(2) == ["second", "third"]


async def test_a_file_that_is_still_being_written_is_left_alone(watched: Watched) -> None:
    for part in ("s", "se", "sec"):
        watched.write(part)
        assert await watched.looks(1) == []
    watched.write("second")
    assert await watched.looks(2) == ["second"]


async def test_a_change_between_the_first_reading_and_the_first_look_is_noticed(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "stations.yaml")
    watched.write("other")
    assert await watched.looks(2) == ["other"]


async def test_a_file_that_is_only_touched_has_not_changed(watched: Watched) -> None:
    await watched.looks(1)
    os.utime(watched.path, (1, 1))
    assert await watched.looks(3) == []


async def test_a_change_that_is_taken_back_before_it_rested_is_none(watched: Watched) -> None:
    watched.write("second")
    await watched.looks(1)
    watched.write("first")
    assert await watched.looks(3) == []


async def test_a_file_that_vanishes_and_comes_back_is_said_both_times(watched: Watched) -> None:
    watched.path.unlink()
    await watched.looks(2)
    watched.write("back")
    assert await watched.looks(2) == ["", "back"]


async def test_a_file_that_is_replaced_by_renaming_is_noticed(watched: Watched) -> None:
    await watched.looks(1)
    new = watched.path.with_suffix(".new")
    new.write_text("renewed", encoding="utf-8")
    new.replace(watched.path)
    assert await watched.looks(2) == ["renewed"]


async def test_the_files_that_the_new_reading_names_are_watched(watched: Watched, tmp_path: Path) -> None:
    menu = tmp_path / "menu.yaml"
    menu.write_text("dishes", encoding="utf-8")

    class Both(Text):
        def __init__(self, path: Path) -> None:
            super().__init__(path)
            self.text += menu.read_text(encoding="utf-8")
            self.files[menu] = menu.read_text(encoding="utf-8")

    heard: list[str] = []

    async def changed(reading: Text) -> None:
        heard.append(reading.text)

    watch = FileWatch(Text(watched.path), lambda: Both(watched.path), lambda path: path.read_text("utf-8"), changed)
    watched.write("second ")
    for _ in range(2):
        await watch.look()
    menu.write_text("more dishes", encoding="utf-8")
    for _ in range(2):
        await watch.look()
    assert heard == ["second dishes", "second more dishes"]


async def test_files_are_read_off_the_event_loop(watched: Watched) -> None:
    watched.write("second")
    await watched.looks(2)
    assert watched.read_in
    assert threading.current_thread() not in watched.read_in


async def test_run_looks_once_a_pause_until_it_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "stations.yaml"
    path.write_text("first", encoding="utf-8")
    pauses: list[float] = []
    heard = asyncio.Event()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        path.write_text("second", encoding="utf-8")

    async def changed(reading: Text) -> None:
        heard.set()

    watch = FileWatch(Text(path), lambda: Text(path), lambda path: path.read_text("utf-8"), changed, pause)
    running = asyncio.create_task(watch.run())
    await asyncio.wait_for(heard.wait(), 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert set(pauses) == {POLL_S}


async def test_a_person_who_asks_is_told_also_of_what_has_not_changed(watched: Watched) -> None:
    await watched.watch.again()
    assert watched.heard == ["first"]


async def test_a_person_who_asks_is_told_of_a_change_once(watched: Watched) -> None:
    watched.write("second")
    await watched.watch.again()
    assert await watched.looks(3) == ["second"]


async def test_a_file_that_is_being_written_is_read_when_it_rests_though_a_person_waits(tmp_path: Path) -> None:
    path = tmp_path / "stations.yaml"
    path.write_text("s", encoding="utf-8")
    parts = ["se", "sec", "sec", "sec"]
    heard: list[str] = []

    async def pause(_: float) -> None:
        path.write_text(parts.pop(0), encoding="utf-8")

    async def changed(reading: Text) -> None:
        heard.append(reading.text)

    await FileWatch(Text(path), lambda: Text(path), lambda path: path.read_text("utf-8"), changed, pause).again()
    assert (heard, parts) == (["sec"], ["sec"])
