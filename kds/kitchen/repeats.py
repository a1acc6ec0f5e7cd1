"""Tells a source's repeat from news: revisions, idempotency keys and the digest of the contents."""

from __future__ import annotations

from kds.kitchen.commands import Amend, AnyCommand, KeyedVerb, Line, Place
from kds.kitchen.difference import modifiers_text
from kds.kitchen.draft import Draft
from kds.kitchen.errors import Noop, Rejected
from kds.kitchen.events import RevisionTaken
from kds.kitchen.identity import digest
from kds.kitchen.model import Item, Ticket
from kds.kitchen.quantity import normalise, spell, thousandths
from kds.kitchen.state import State, key_of, needs

AMENDED = "+"
"""Behind the digest of the last full order: its source has amended it since, under a key."""

MAX_DIFFERENCES = 5
"""Named in the answer to a conflict: enough to see what is wrong, short enough to read."""


def repeated(state: State, ticket: Ticket, command: Place | Amend) -> Noop | Rejected | None:
    """The answer to what came before, in the same or another form; None for news."""
    if command.revision:
        return _revision(ticket, command)
    if command.key:
        return same_key(state, ticket.source, ticket.external_id, command)
    return None


def same_key(state: State, source: str, external_id: str, command: Place | Amend | KeyedVerb) -> Noop | Rejected | None:
    """The answer to an Idempotency-Key that was used before."""
    before = state.ingested(source, external_id, key_of(command))
    if before is None:
        return None
    ticket, contents = before
    if contents == digest(command):
        return Noop("same_contents", ticket=ticket)
    return Rejected(
        "key_conflict",
        "this Idempotency-Key came with other contents before; send a new key with what is new",
        "/key",
        ticket,
    )


def same_verb(state: State, command: AnyCommand) -> Noop | Rejected | None:
    """The same for a verb that has only its key; None also where nothing was kept, since no ticket is known."""
    if not isinstance(command, KeyedVerb) or not command.key:
        return None
    ticket = state.ticket(needs(command)[0])
    return None if ticket is None else same_key(state, ticket.source, ticket.external_id, command)


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


def _revision(ticket: Ticket, command: Place | Amend) -> Noop | Rejected | None:
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
        return Noop("same_contents", ticket=ticket.id)
    return Rejected("revision_conflict", conflict(ticket, command), "/revision", ticket.id)


def conflict(ticket: Ticket, command: Place | Amend) -> str:
    """Where two contents of one revision differ, as far as the kitchen can tell."""
    says = f"revision {command.revision} came with other contents before"
    remedy = f"send what is new as revision {command.revision + 1}"
    if isinstance(command, Amend):
        return f"{says}; {remedy}"
    sets = tuple(f"{line.uid}/" for line in command.lines if line.components)
    known: dict[str, list[Item]] = {}
    for item in ticket.items:
        if item.state != "void" and not item.uid.startswith(sets):
            known.setdefault(item.uid, []).append(item)
    differences = []
    for line in command.lines:
        if not line.components:
            differences += _line_differences(line, known.pop(line.uid, []))
    differences += [f'line "{uid}" is missing' for uid in known]
    what = "; ".join(differences[:MAX_DIFFERENCES]) or "in its details"
    return f"{says}: {what}; {remedy}"


def _line_differences(line: Line, items: list[Item]) -> list[str]:
    if not items:
        return [f'line "{line.uid}" is new']
    total = spell(sum(thousandths(item.quantity) for item in items))
    pairs = (
        ("quantity", total, normalise(line.quantity) or line.quantity),
        ("note", items[0].note, line.note),
        ("modifiers", modifiers_text(items[0].modifiers), modifiers_text(line.modifiers)),
    )
    return [f'line "{line.uid}" {what}: "{was}" was, "{now}" now' for what, was, now in pairs if was != now]
