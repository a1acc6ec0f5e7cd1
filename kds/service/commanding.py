"""Commands of a screen: from `cmd` items to submissions, from receipts to `ack` and `nack`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from kds.kitchen.command import Actor, Line
from kds.kitchen.commands import WAITERS, Amend, Place, ScreenCommand
from kds.kitchen.errors import Rejected
from kds.kitchen.texts import clean
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
            return AckItem(
                n=n,
                result=receipt.result,
                seq=receipt.seq,
                why=receipt.why,
                detail=receipt.detail,
                lost=lost(receipt),
            )


def lost(receipt: Receipt) -> tuple[Lost, ...]:
    return tuple(Lost(part.what, part.why, part.winner, part.name, part.left) for part in receipt.refused)


def _command(item: CmdItem) -> ScreenCommand | Rejected:
    if item.kind not in KINDS:
        return _malformed(f"{item.kind!r} is no command of a screen")
    try:
        arguments = {key: fit(value, ARGS_DEPTH - 1) for key, value in item.args.items()}
        command: ScreenCommand = msgspec.convert({**arguments, "kind": item.kind}, ScreenCommand)
    except (Unfit, msgspec.ValidationError) as error:
        return _malformed(f"{item.kind}: {error}")
    fault = _fault_of_order(command)
    return _malformed(f"{item.kind}: {fault}") if fault else command


def _fault_of_order(command: ScreenCommand) -> str:
    """What the types do not say of an order; empty: nothing. A screen orders for itself, never for a till or an app."""
    match command:
        case Place(source=source) if source != WAITERS:
            return f"the source of a screen's order is {WAITERS!r}"
        case Place(revision=revision, key=key) if revision != 1 or key:
            return "an order of a screen has revision 1 and no key; amend it afterwards"
        case Place() if command.sold_out != "refuse" or command.mark or command.brand or command.payment:
            return "sold_out, mark, brand and payment are for sources"
        case Place(lines=lines) | Amend(add=lines) if not all(map(_named, lines)):
            return "every new line needs a name or a sku"
        case _:
            return ""


def _named(line: Line) -> bool:
    """No card can show a line that says nothing."""
    return bool(line.name or line.sku) and all(map(_named, line.components))


def _malformed(detail: str) -> Rejected:
    return Rejected("malformed", detail[:DETAIL_CHARS])


class Unfit(Exception):
    """Arguments that no screen could read back; the message says what is wrong."""


def fit(value: object, depth: int) -> object:
    """The value with its texts cleaned as those of a source are. Raises Unfit."""
    if depth < 0:
        raise Unfit(f"nested more than {ARGS_DEPTH} deep")
    match value:
        case None | bool():
            return value
        case str():
            if len(value) > ARGS_TEXT_CHARS:
                raise Unfit(f"a text of more than {ARGS_TEXT_CHARS} characters")
            return clean(value)
        case int():
            if abs(value) > MAX_INTEGER:
                raise Unfit(f"an integer beyond {MAX_INTEGER}")
            return value
        case float():
            if not math.isfinite(value):
                raise Unfit("a number that is not finite")
            return value
        case list():
            return [fit(part, depth - 1) for part in value]
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise Unfit("a key that is not text")
            return {key: fit(part, depth - 1) for key, part in value.items()}
        case _:
            raise Unfit(f"a {type(value).__name__} where plain values are expected")
