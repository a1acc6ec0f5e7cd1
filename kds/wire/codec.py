"""Frames to bytes and back, and nothing but `BadFrame` for bytes that are no frame."""

from __future__ import annotations

import msgspec

from kds.wire.closecodes import CloseCode
from kds.wire.frames import ScreenFrame, ServerFrame
from kds.wire.limits import INBOUND_FRAME_BYTES

_encoder = msgspec.msgpack.Encoder()
# A decoder takes a union that mypy can only see as a value, hence the types said twice.
_screen: msgspec.msgpack.Decoder[ScreenFrame] = msgspec.msgpack.Decoder(ScreenFrame)
_server: msgspec.msgpack.Decoder[ServerFrame] = msgspec.msgpack.Decoder(ServerFrame)


class BadFrame(Exception):
    """What a screen sent is no frame; `code` is the close code it earns."""

    def __init__(self, code: CloseCode, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


def encode(frame: ScreenFrame | ServerFrame) -> bytes:
    return _encoder.encode(frame)


def decode_screen(data: bytes | str) -> ScreenFrame:
    """What a screen sent. Raises BadFrame, whatever the bytes are."""
    if isinstance(data, str):
        raise BadFrame(CloseCode.MALFORMED, "send binary frames, this one is text")
    if len(data) > INBOUND_FRAME_BYTES:
        raise BadFrame(
            CloseCode.TOO_BIG, f"send frames of at most {INBOUND_FRAME_BYTES} bytes, this one has {len(data)}"
        )
    try:
        return _screen.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadFrame(CloseCode.MALFORMED, f"not a kds.1 frame: {error}") from error
    except RecursionError as error:
        raise BadFrame(CloseCode.MALFORMED, "not a kds.1 frame: nested too deep") from error


def decode_server(data: bytes) -> ServerFrame:
    """What a server sent. Raises msgspec.DecodeError."""
    return _server.decode(data)
