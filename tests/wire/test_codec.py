"""The codec: frames survive the way, and bytes that are no frame are told so, whatever they are."""

from __future__ import annotations

import contextlib
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kds.wire import limits
from kds.wire.closecodes import STOP_FROM, CloseCode, reconnects
from kds.wire.codec import BadFrame, decode_screen, decode_server, encode
from kds.wire.frames import ScreenFrame, ServerFrame
from tests.wire.samples import SCREEN_FRAMES, SERVER_FRAMES


def kind(frame: ScreenFrame | ServerFrame) -> str:
    return type(frame).__name__


@pytest.mark.parametrize("frame", SCREEN_FRAMES, ids=kind)
def test_a_frame_of_a_screen_survives_the_way(frame: ScreenFrame) -> None:
    assert decode_screen(encode(frame)) == frame


@pytest.mark.parametrize("frame", SERVER_FRAMES, ids=kind)
def test_a_frame_of_the_server_survives_the_way(frame: ServerFrame) -> None:
    assert decode_server(encode(frame)) == frame


@pytest.mark.parametrize("frame", [*SCREEN_FRAMES, *SERVER_FRAMES], ids=kind)
def test_any_msgpack_library_reads_a_frame_as_one_map_with_its_kind_under_t(frame: ScreenFrame | ServerFrame) -> None:
    plain = msgpack.unpackb(encode(frame))
    assert plain["t"] == frame.__struct_config__.tag


@pytest.mark.parametrize("frame", SCREEN_FRAMES, ids=kind)
def test_keys_that_the_server_does_not_know_are_passed_over(frame: ScreenFrame) -> None:
    plain = msgpack.unpackb(encode(frame)) | {"of_a_newer_page": [1, 2]}
    assert decode_screen(msgpack.packb(plain)) == frame


def hello(**change: Any) -> bytes:
    plain: dict[str, Any] = msgpack.unpackb(encode(SCREEN_FRAMES[0])) | change
    return bytes(msgpack.packb(plain))


def cmd(**change: Any) -> bytes:
    plain: dict[str, Any] = msgpack.unpackb(encode(SCREEN_FRAMES[1]))
    plain["items"][0] |= change
    return bytes(msgpack.packb(plain))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xc1", id="a byte that msgpack never uses"),
        pytest.param(encode(SCREEN_FRAMES[0])[:-1], id="cut off"),
        pytest.param(encode(SCREEN_FRAMES[0]) + b"\x00", id="something after the end"),
        pytest.param(b"\x91\xa5hello", id="no map"),
        pytest.param(b"\x81\xa1t\xa2\xff\xfe", id="text that is not UTF-8"),
        pytest.param(b"\x83\xa1t\xa5shown\xa3seq\x01\xa5glass\xdd\xff\xff\xff\xff", id="4 billion tasks announced"),
        pytest.param(cmd(args={"a": 0})[:-1] + b"\x91" * 100_000, id="100,000 deep"),
        pytest.param(encode(SERVER_FRAMES[0]), id="a frame of the server"),
        pytest.param(hello(cid=""), id="an empty id"),
        pytest.param(hello(cid="x" * (limits.ID_CHARS + 1)), id="an id too long"),
        pytest.param(hello(role="owner"), id="a role that does not exist"),
        pytest.param(hello(min=-1), id="a negative version"),
        pytest.param(hello(outbox=["x"] * (limits.OUTBOX_CIDS + 1)), id="too many page loads"),
        pytest.param(hello(t0=float("nan")), id="a clock that is no number"),
        pytest.param(cmd(n=0), id="n below 1"),
        pytest.param(cmd(n=limits.MAX_INTEGER + 1), id="n beyond JavaScript"),
        pytest.param(cmd(at=float("inf")), id="a time without end"),
    ],
)
def test_what_is_no_frame_of_a_screen_is_malformed(data: bytes) -> None:
    with pytest.raises(BadFrame) as caught:
        decode_screen(data)
    assert caught.value.code == CloseCode.MALFORMED
    assert caught.value.why.startswith("not a kds.1 frame: ")


def test_text_is_no_frame() -> None:
    with pytest.raises(BadFrame, match="binary"):
        decode_screen("{}")


def test_a_frame_beyond_the_limit_is_too_big() -> None:
    with pytest.raises(BadFrame) as caught:
        decode_screen(b"\x00" * (limits.INBOUND_FRAME_BYTES + 1))
    assert caught.value.code == CloseCode.TOO_BIG


@given(st.sampled_from(SCREEN_FRAMES), st.data())
def test_a_good_frame_with_bytes_changed_is_a_frame_or_a_bad_frame(frame: ScreenFrame, data: st.DataObject) -> None:
    raw = bytearray(encode(frame))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(BadFrame):
        decode_screen(bytes(raw))


@pytest.mark.parametrize("code", CloseCode)
def test_the_range_of_a_code_says_whether_to_connect_again(code: CloseCode) -> None:
    assert reconnects(code) == (code < STOP_FROM)
    assert 4000 <= code <= 4999
