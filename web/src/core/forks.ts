/** What of a lost history is worth bringing back, in parts that fit a frame. */

import { lean } from "./lean.ts";
import type { Doc } from "./replica.ts";
import type { Fork, HeldTicket, KeptEntry } from "./vault.ts";

/** A part is about as large as one of a snapshot; the server takes frames of twice that. */
const PART_BYTES = 64 * 1024;
const TICKET_BYTES_MAX = 120 * 1024;

/**
 * Commands that only say how far something is: issued again they make no food, whatever came between. Those that make
 * food, or answer what was asked then, are in the tickets or are not repeated.
 */
const SAFE_AGAIN: ReadonlySet<KeptEntry["command"]["kind"]> = new Set([
  "start",
  "bump",
  "recall",
  "serve",
  "recall_serve",
  "move",
  "cancel",
  "answer_void",
  "set_availability",
]);

/** An answered command and the row of the log it was answered with; 0: of a row that is not known any more. */
export interface Sent extends KeptEntry {
  readonly seq: number;
}

/** Stands for the row up to which histories agree, where nobody asked the server: it may have lost everything, or nothing. */
export const UNKNOWN_COMMON = -1;

export function planFork(key: number, common: number, docs: Iterable<Doc>, sent: readonly Sent[]): Fork {
  const tickets = [...docs].flatMap((doc) => (doc.kind === "ticket" ? [lean(doc.value)] : []));
  const fitting = tickets.filter((ticket) => bytesOf(ticket) <= TICKET_BYTES_MAX);
  const offered = new Set(fitting.map((ticket) => ticket.id));
  const again = sent.filter(
    ({ seq, command }) =>
      (seq === 0 || seq > common) &&
      SAFE_AGAIN.has(command.kind) &&
      !("ticket" in command && offered.has(command.ticket)),
  );
  const ordered = again.sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
  return {
    key,
    sure: common !== UNKNOWN_COMMON,
    parts: partsOf(fitting),
    again: ordered,
    left: tickets.length - fitting.length,
  };
}

function partsOf(tickets: readonly HeldTicket[]): readonly (readonly HeldTicket[])[] {
  const parts: HeldTicket[][] = [];
  let room = 0;
  for (const ticket of tickets) {
    const size = bytesOf(ticket);
    if (size > room) {
      parts.push([]);
      room = PART_BYTES;
    }
    parts[parts.length - 1]?.push(ticket);
    room -= size;
  }
  return parts;
}

/** More than it takes on the wire: JSON with three bytes for what is not ASCII. */
function bytesOf(ticket: HeldTicket): number {
  return JSON.stringify(ticket).replace(/[^ -~]/g, "***").length;
}
