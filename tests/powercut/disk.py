"""What a power cut may leave of files: all that was synced, and of the rest whatever the disk happened to do."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from tests.powercut.recorder import Deed, Deleted, Opened, Synced, Told, Truncated, Written

Fate: TypeAlias = Literal["kept", "dropped", "cut short", "torn at 512", "torn at 4096"]
"""Of the writes since the last sync of a file: all of them; none; the first few; and any mixture, sector by sector,
of what each sector ever held, with a length of the file that is from some other moment."""

FATES: tuple[Fate, ...] = get_args(Fate)
SECTORS: dict[Fate, int] = {"torn at 512": 512, "torn at 4096": 4096}


class Inode(Struct):
    """A file, whatever it is called now."""

    durable: bytes = b""
    pending: list[Written | Truncated] = []

    def sync(self) -> None:
        self.durable, self.pending = after(self.durable, self.pending), []

    def left(self, fate: Fate, chance: random.Random) -> bytes:
        match fate:
            case "dropped":
                return self.durable
            case "kept":
                return after(self.durable, self.pending)
            case "cut short":
                return after(self.durable, self.pending[: chance.randint(0, len(self.pending))])
            case "torn at 512" | "torn at 4096":
                return torn(self.durable, self.pending, SECTORS[fate], chance)


class Disk:
    """Follows the deeds; at any moment `left` says what is there when the power is gone."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._now = {name: Inode(content) for name, content in files.items()}
        self._durable = dict(self._now)
        self._folder: list[Opened | Deleted] = []
        """What happened to the folder since it was synced. File systems keep these in their order."""
        self._born: dict[int, Inode] = {}

    def do(self, deed: Deed) -> None:
        match deed:
            case Written() | Truncated():
                self._now[deed.file].pending.append(deed)
            case Synced():
                self._now[deed.file].sync()
                self._sync_folder(deed.folder_too)
            case Opened():
                self._born[id(deed)] = self._now[deed.file] = Inode()
                self._folder.append(deed)
            case Deleted():
                del self._now[deed.file]
                self._folder.append(deed)
                self._sync_folder(deed.folder_too)
            case Told():
                pass

    def left(self, fate: Fate, chance: random.Random) -> dict[str, bytes]:
        some = self._folder[: chance.randint(0, len(self._folder))]
        changes = {"kept": self._folder, "dropped": []}.get(fate, some)
        return {name: inode.left(fate, chance) for name, inode in self._listed(changes).items()}

    def _sync_folder(self, really: bool) -> None:
        if really:
            self._durable, self._folder = dict(self._now), []

    def _listed(self, changes: Iterable[Opened | Deleted]) -> dict[str, Inode]:
        listed = dict(self._durable)
        for change in changes:
            if isinstance(change, Opened):
                listed[change.file] = self._born[id(change)]
            else:
                listed.pop(change.file, None)
        return listed


def after(content: bytes, deeds: Iterable[Written | Truncated]) -> bytes:
    image = bytearray(content)
    for deed in deeds:
        play(image, deed)
    return bytes(image)


def play(image: bytearray, deed: Written | Truncated) -> range:
    """Do it; the bytes that it touched."""
    before = len(image)
    match deed:
        case Written(offset=offset, data=data):
            image.extend(bytes(max(0, offset - before)))
            image[offset : offset + len(data)] = data
            return range(min(offset, before), offset + len(data))
        case Truncated(size=size):
            del image[size:]
            image.extend(bytes(size - len(image)))
            return range(min(size, before), max(size, before))


def torn(content: bytes, deeds: Iterable[Written | Truncated], sector: int, chance: random.Random) -> bytes:
    """Each sector as it was at some moment since the sync, each chosen for itself, and so is the length."""
    image, lengths = bytearray(content), [len(content)]
    ever: dict[int, list[bytes]] = {}
    for deed in deeds:
        before = bytes(image)
        touched = play(image, deed)
        lengths.append(len(image))
        for start in range(touched.start // sector * sector, touched.stop, sector):
            ever.setdefault(start, [before[start : start + sector]]).append(bytes(image[start : start + sector]))
    result = bytearray(max(lengths))
    result[: len(content)] = content
    for start, contents in ever.items():
        chosen = chance.choice(contents).ljust(sector, b"\0")
        result[start : start + sector] = chosen
    length = chance.choice(lengths)
    # What the file system has allotted and not written yet reads as zeros.
    return bytes(result[:length]).ljust(length, b"\0")
