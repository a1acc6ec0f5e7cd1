"""Tells a source's repeat from news: revisions, idempotency keys and the digest of the contents."""

from __future__ import annotations

from kds.kitchen.commands import Amend, AnyCommand, KeyedVerb, Place, SetAvailability
from kds.kitchen.conflicts import differences
from kds.kitchen.context import Context
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Noop, Rejected
from kds.kitchen.events import PartsLeftOut, RevisionTaken
from kds.kitchen.identity import digest
from kds.kitchen.model import Refused, Ticket
from kds.kitchen.state import State, key_of, needs, whose_key

AMENDED = "+"
"""Behind the digest of the last full order: its source has amended it since, under a key."""


def repeated(state: State, ticket: Ticket, command: Place | Amend, context: Context) -> Noop | Rejected | None:
    """The answer to what came before, in the same or another form; None for news."""
    if command.revision:
        return _revision(ticket, command, context)
    if command.key:
        return same_key(state, ticket.source, ticket.external_id, command, context)
    return None


def same_key(
    state: State, source: str, external_id: str, command: Place | Amend | KeyedVerb, context: Context
) -> Noop | Rejected | None:
    """The answer to an Idempotency-Key that was used before."""
    before = state.ingested(source, external_id, key_of(command))
    if before is None:
        return None
    name, contents = before
    ticket = state.ticket(name)
    again = contents == digest(command)
    what = ""
    if ticket is not None and not isinstance(command, KeyedVerb):
        if again:
            return told_again(ticket, command)
        what = differences(ticket, command, context)
    if again:
        return Noop("same_contents", ticket=name)
    return Rejected(
        "key_conflict",
        f"this Idempotency-Key came with other contents before{what}; send a new key with what is new",
        "/key",
        name,
    )


def told_again(ticket: Ticket, command: Place | Amend) -> Noop:
    """The same contents again, with what was left out of them."""
    left_out = ticket.left_out
    if isinstance(command, Amend) or digest(command) != ordered(ticket):
        left_out = tuple(part for part in left_out if _names(ticket, command, part))
    return Noop("same_contents", ticket=ticket.id, refused=left_out)


def keep_left_out(draft: Draft, command: Place | Amend) -> None:
    """On the ticket, for the repeats to come: a full order says all anew, an amend only what it names."""
    before = draft.ticket.left_out if isinstance(command, Amend) else ()
    parts = (*(part for part in before if not _names(draft.ticket, command, part)), *draft.refused)
    if parts != draft.ticket.left_out:
        draft.add(PartsLeftOut(*draft.at, parts))


def _names(ticket: Ticket, command: Place | Amend, part: Refused) -> bool:
    """Whether the command is about the line, or the set meal that the line is of."""
    if isinstance(command, Place):
        named = {line.uid for line in command.lines}
    else:
        asked = {line.uid for line in command.add}
        asked |= {patch.item for patch in command.modify} | {void.item for void in command.void}
        named = asked | {item.uid for item in ticket.items if item.id in asked}
    return any(part.what == uid or part.what.startswith(f"{uid}/") for uid in named)


def same_verb(state: State, command: AnyCommand, context: Context) -> Noop | Rejected | None:
    """The same for a verb that has only its key; None also where nothing was kept, since no ticket is known."""
    if not isinstance(command, KeyedVerb) or not command.key:
        return None
    if isinstance(command, SetAvailability):
        return same_key(state, *whose_key(command), command, context)
    ticket = state.ticket(needs(command)[0])
    return None if ticket is None else same_key(state, ticket.source, ticket.external_id, command, context)


def ordered(ticket: Ticket) -> str:
    """The digest of the last revision, whether it was amended since or not."""
    return ticket.digest.removesuffix(AMENDED)


def take_revision(draft: Draft, command: Amend) -> None:
    """An amend's revision counts on; the header stays.

    Without a revision the last full order still tells its repeats, but no longer what the source wants.
    """
    ticket = draft.ticket
    draft.add(
        RevisionTaken(
            *draft.at,
            revision=command.revision or ticket.revision,
            digest=digest(command) if command.revision else ordered(ticket) + AMENDED,
            note=ticket.note,
            guest=ticket.guest,
            covers=ticket.covers,
            due_ms=ticket.due_ms,
            allergens=ticket.allergens,
            priority=ticket.priority,
            release_ms=ticket.release_ms,
        )
    )


def _revision(ticket: Ticket, command: Place | Amend, context: Context) -> Noop | Rejected | None:
    if command.revision > ticket.revision:
        return None
    if command.revision < ticket.revision:
        return Rejected(
            "revision_stale",
            f"revision {command.revision} is older than {ticket.revision}, which the kitchen has",
            "/revision",
            ticket.id,
        )
    if digest(command) == ordered(ticket):
        return told_again(ticket, command)
    what = differences(ticket, command, context)
    return Rejected(
        "revision_conflict",
        f"revision {command.revision} came with other contents before{what}; "
        f"send what is new as revision {command.revision + 1}",
        "/revision",
        ticket.id,
    )
