/** What on each page waits for a person, and so makes a sound. */

import { calledMs, numbersOf } from "./board.ts";
import type { Card, Line, PassCard, PassLine, Pending } from "./card.ts";
import { levelAt } from "./cards.ts";
import type { Call, Change, Ticket } from "./documents.ts";
import type { Gap } from "./gaps.ts";
import type { Board, Pickup } from "./pickups.ts";
import { isUnfinished } from "./priority.ts";
import { undecided } from "./recovered.ts";
import { remembered } from "./remembered.ts";
import type { Alarm, Sound } from "./sounds.ts";

/** Changes that the new work itself already rings for. */
const WITH_THE_WORK: ReadonlySet<Change["kind"]> = new Set(["added"]);
const TAKEN_BACK: ReadonlySet<Change["kind"]> = new Set(["voided", "cancelled"]);
/** What the pass has to decide; the other changes stand on its cards, and ring at their stations. */
const FOR_THE_PASS: ReadonlySet<Change["kind"]> = new Set(["voided", "cancelled", "sold_out", "recovered"]);

export function numberOf({ mark, number }: { readonly mark: string; readonly number: string }): string {
  return mark === "" ? number : `${mark} ${number}`;
}

export function stationAlarms(cards: readonly Card[], nowMs: number): readonly Alarm[] {
  return cards.flatMap((card) => [...ofCard(card, undefined), ...late(card, nowMs)]);
}

/** What does not come with time alone. */
const ofCard = remembered((card: Card, _: undefined): readonly Alarm[] => [
  ...card.lines.flatMap((line) => (line.task.state === "queued" || isCovered(line) ? [newWork(line)] : [])),
  ...changes(
    [...card.pending, ...card.lines.flatMap((line) => [...line.changes, ...line.unconfirmed])],
    (pending) => !WITH_THE_WORK.has(pending.change.kind) && !isFromTheStart(card.tickets, pending),
  ),
  ...asked(card.lines),
  ...rushes(card),
]);

export function passAlarms(
  cards: readonly PassCard[],
  calls: readonly Call[],
  missing: readonly Gap[],
  nowMs: number,
): readonly Alarm[] {
  const all = cards.flatMap((card) => [...ofPassCard(card, undefined), ...late(card, nowMs)]);
  return [...all, ...missing.flatMap(gaps), ...calls.map(guestCalls)];
}

const ofPassCard = remembered((card: PassCard, _: undefined): readonly Alarm[] => [
  ...changes([...card.pending, ...card.lines.flatMap((line) => line.changes)], ({ change }) =>
    FOR_THE_PASS.has(change.kind),
  ),
  ...asked(card.lines),
  ...card.tickets.filter((ticket) => ticket.to_approve).map(approval),
  ...card.tickets.filter((ticket) => undecided(ticket).length > 0).map(recovery),
  ...(card.stage === "ready" ? [ready(card)] : []),
]);

/** Only what flashes: a number that was called while the line was down, and long ago, is not called again. */
export function boardAlarms(pickups: readonly Pickup[], board: Board, nowMs: number): readonly Alarm[] {
  return numbersOf(pickups, board, nowMs)
    .ready.filter((pickup) => pickup.flashing)
    .map((pickup) => ({
      key: `ready ${pickup.id} ${calledMs(pickup)}`,
      sound: "ready",
      until: "once",
      document: `pickup/${pickup.id}`,
      about: [],
      say: { kind: "call", number: numberOf(pickup) },
    }));
}

function alarm(sound: Sound, until: Alarm["until"], ticket: string, key: string, about: readonly string[]): Alarm {
  return { key, sound, until, document: `ticket/${ticket}`, about, say: null };
}

/** Of another station, and not finished there either. */
function isCovered({ task, covers }: Line): boolean {
  return covers !== "" && isUnfinished(task);
}

function newWork({ ticket, task, item }: Line): Alarm {
  return alarm("new", "touch", ticket.id, `new ${task.id}`, [task.id, item.id]);
}

/** What a screen does not show, for each order that is concerned. */
function gaps({ kind, station, orders }: Gap): readonly Alarm[] {
  return orders.map(({ ticket }) => alarm("late", "touch", ticket.id, `${kind} ${station} ${ticket.id}`, []));
}

/** Allergens that came with the order are part of it; those that came later are a change. */
function isFromTheStart(tickets: readonly Ticket[], { ticket, change }: Pending): boolean {
  const opened = tickets.find((one) => one.id === ticket)?.opened_ms ?? 0;
  return change.kind === "allergen" && change.at_ms <= opened;
}

function changes(all: readonly Pending[], counts: (pending: Pending) => boolean): readonly Alarm[] {
  return all.filter(counts).map(({ ticket, change }) => {
    const sound = TAKEN_BACK.has(change.kind) ? "void" : "changed";
    const key = `${ticket}#${change.id}`;
    return alarm(sound, "answer", ticket, `change ${key}`, [key]);
  });
}

/** Started food that somebody wants back: the question is loud until it is answered. */
function asked(lines: readonly (Line | PassLine)[]): readonly Alarm[] {
  return lines
    .filter(({ item }) => item.void_asked !== "" && item.state !== "void")
    .map(({ ticket, item }) => alarm("void", "answer", ticket.id, `asked ${item.id}`, [item.id]));
}

/** One for each ticket; asked again, it is said again. */
function rushes(card: Card): readonly Alarm[] {
  return card.tickets.flatMap((ticket) => {
    const lines = card.lines.filter(
      ({ ticket: own, item, task }) => own.id === ticket.id && item.rush?.reply === "" && isUnfinished(task),
    );
    if (lines.length === 0) return [];
    const times = Math.max(...lines.map(({ item }) => item.rush?.times ?? 1));
    const about = lines.map(({ item }) => item.id);
    const dishes = [...new Set(lines.map((line) => line.name))];
    const rung = alarm("rush", "answer", ticket.id, `rush ${ticket.id} ${times}`, about);
    return [{ ...rung, say: { kind: "rush" as const, number: numberOf(ticket), dishes } }];
  });
}

function late(card: Card | PassCard, nowMs: number): readonly Alarm[] {
  if (levelAt(card.deadline, nowMs) !== "late") return [];
  return [alarm("late", "touch", card.id, `late ${card.id}`, [])];
}

function ready(card: PassCard): Alarm {
  const at = Math.max(...card.tickets.map((ticket) => ticket.ready_ms));
  const rung = alarm("ready", "touch", card.id, `ready ${card.id} ${at}`, [card.id]);
  return { ...rung, say: { kind: "ready", number: numberOf(card.leader) } };
}

function approval(ticket: Ticket): Alarm {
  return alarm("new", "answer", ticket.id, `approve ${ticket.id}`, [ticket.id]);
}

function recovery(ticket: Ticket): Alarm {
  return alarm("changed", "answer", ticket.id, `recovered ${ticket.id}`, [ticket.id]);
}

/** A table that calls somebody. */
function guestCalls(call: Call): Alarm {
  const rung = alarm("changed", "answer", "", `call ${call.table} ${call.times}`, [`call ${call.table}`]);
  return { ...rung, document: "store/main" };
}
