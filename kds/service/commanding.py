"""Commands of a screen: from `cmd` items to submissions, from receipts to `ack` and `nack`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from kds.kitchen.commands import Actor, Amend, Line, ScreenCommand
from kds.kitchen.errors import Rejected
from kds.service.receipt import Receipt, Submission
from kds.wire.frames import Ack, AckItem, Cmd, CmdItem, Lost, Nack
from kds.wire.limits import ARGS_DEPTH, ARGS_TEXT_CHARS, MAX_INTEGER

DETAIL_CHARS = 300
"""Length of what a screen is told about its mistake; some of it may be quoted from the screen itself."""

KINDS = frozenset(command.__struct_config__.tag for command in get_args(ScreenCommand))


def submissions(cmd: Cmd, actor: Actor) -> tuple[Submission, ...]:
    """In order. A command that cannot be read goes to the writer as a rejection, since it uses its `n` up."""
    return tuple(
        Submission(command=_command(item), actor=actor, id=item.id, cid=cmd.cid, n=item.n, at_ms=int(item.at))
        for item in cmd.items
    )


def answers(order: Sequence[Submission], receipts: Sequence[Receipt]) -> Iterator[Ack | Nack]:
    """What the screen is told: all that was decided, then the first that was not, if any."""
    pairs = tuple(zip(order, receipts, strict=True))
    cid = order[0].cid
    decided = tuple(ack for submission, receipt in pairs if (ack := _ack(submission.n, receipt)) is not None)
    if decided:
        yield Ack(cid=cid, items=decided)
    for submission, receipt in pairs:
        match receipt.result:
            case "gap":
                yield Nack(cid=cid, expected=receipt.expected, retry_ms=0, why="gap")
                return
            case "failed":
                yield Nack(cid=cid, expected=submission.n, retry_ms=receipt.retry_ms, why=receipt.why)
                return
            case "ok" | "noop" | "rejected":
                continue


def _ack(n: int, receipt: Receipt) -> AckItem | None:
    match receipt.result:
        case "gap" | "failed":
            return None
        case "ok" | "noop" | "rejected":
            lost = tuple(
                Lost(what=part.what, why=part.why, winner=part.winner, name=part.name) for part in receipt.refused
            )
            return AckItem(
                n=n, result=receipt.result, seq=receipt.seq, why=receipt.why, detail=receipt.detail, lost=lost
            )


def _command(item: CmdItem) -> ScreenCommand | Rejected:
    if item.kind not in KINDS:
        return _malformed(f"{item.kind!r} is no command of a screen")
    fault = _fault(item.args, ARGS_DEPTH)
    if fault:
        return _malformed(f"{item.kind}: {fault}")
    try:
        command: ScreenCommand = msgspec.convert({**item.args, "kind": item.kind}, ScreenCommand)
    except msgspec.ValidationError as error:
        return _malformed(f"{item.kind}: {error}")
    if isinstance(command, Amend) and not all(map(_named, command.add)):
        return _malformed("amend: every new line needs a uid, and a name or a sku")
    return command


def _named(line: Line) -> bool:
    """No card can show a line that says nothing, and nobody can address one without a uid."""
    return bool(line.uid and (line.name or line.sku)) and all(map(_named, line.components))


def _malformed(detail: str) -> Rejected:
    return Rejected("malformed", detail[:DETAIL_CHARS])


def _fault(value: object, depth: int) -> str:
    """What in the arguments no screen could read back; empty: nothing."""
    if depth < 0:
        return f"nested more than {ARGS_DEPTH} deep"
    match value:
        case None | bool():
            return ""
        case str():
            return "" if len(value) <= ARGS_TEXT_CHARS else f"a text of more than {ARGS_TEXT_CHARS} characters"
        case int():
            return "" if abs(value) <= MAX_INTEGER else f"an integer beyond {MAX_INTEGER}"
        case float():
            return "" if math.isfinite(value) else "a number that is not finite"
        case list():
            return next(filter(None, (_fault(part, depth - 1) for part in value)), "")
        case dict():
            if not all(isinstance(key, str) for key in value):
                return "a key that is not text"
            return next(filter(None, (_fault(part, depth - 1) for part in value.values())), "")
        case _:
            return f"a {type(value).__name__} where plain values are expected"
