"""The head of an answer leaves with its body, and never stays behind."""

from __future__ import annotations

import asyncio

from kds.asgi.answering import WholeAnswers

HEAD = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n"


class Sent(asyncio.Transport):
    """A socket of which one sees what each send was given."""

    def __init__(self) -> None:
        super().__init__()
        self.sends: list[bytes] = []
        self.closed_after = -1

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sends.append(bytes(data))

    def close(self) -> None:
        self.closed_after = len(self.sends)


async def answering() -> tuple[WholeAnswers, Sent]:
    sent = Sent()
    return WholeAnswers(sent, asyncio.get_running_loop()), sent


async def turn() -> None:
    """Until all that was due in this turn of the loop is done."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(done.set_result, None)
    await done


async def test_a_head_and_its_body_are_one_send() -> None:
    whole, sent = await answering()
    whole.write(HEAD)
    whole.write(b"{}")
    assert sent.sends == [HEAD + b"{}"]


async def test_a_head_without_a_body_leaves_in_the_same_turn_of_the_loop() -> None:
    whole, sent = await answering()
    whole.write(HEAD)
    await turn()
    assert sent.sends == [HEAD]


async def test_what_streams_after_its_head_leaves_piece_by_piece() -> None:
    whole, sent = await answering()
    whole.write(HEAD)
    await turn()
    whole.write(b"one")
    whole.write(b"two")
    assert sent.sends == [HEAD, b"one", b"two"]


async def test_a_connection_that_closes_sends_the_head_first() -> None:
    whole, sent = await answering()
    whole.write(HEAD)
    whole.close()
    assert (sent.sends, sent.closed_after) == ([HEAD], 1)
