/** What a tap at a station means: which commands go out, and what can be taken back afterwards. */

import { batch } from "@preact/signals-core";
import type { Line, Pending } from "../core/card.ts";
import type { ScreenCommand, Seen } from "../core/commands.ts";
import type { RushReply, VoidAnswer } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import type { Undo } from "./undo.ts";

/** What the verbs need of a page. */
export type Hands = Pick<Desk, "send" | "say" | "stations" | "taps" | "undos">;

export type LineState = "queued" | "started" | "done" | "held" | "void" | "asked";

/** One word for how a row is drawn and what a tap on it does; of what waits, only held food is on a card. */
export function lineState(line: Line): LineState {
  const { task, item } = line;
  if (task.state === "void" || item.state === "void") return "void";
  if (item.void_asked !== "") return "asked";
  return task.state === "waiting" ? "held" : task.state;
}

const OPEN: ReadonlySet<LineState> = new Set(["queued", "started", "held"]);
const COOKING: ReadonlySet<LineState> = new Set(["queued", "started"]);

export function isOpen(line: Line): boolean {
  return OPEN.has(lineState(line));
}

function byTicket(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line.ticket.id);
    if (group === undefined) groups.set(line.ticket.id, [line]);
    else group.push(line);
  }
  return groups;
}

/** In one batch: a card whose last line is done must never be seen without its undo, or it would leave. */
function bump(desk: Hands, card: string, whole: boolean, lines: readonly Line[]): void {
  batch(() => {
    const take: ScreenCommand[] = [];
    for (const [ticket, own] of byTicket(lines)) {
      const tasks: readonly Seen[] = own.map(({ task }) => ({ task: task.id, gen: task.gen }));
      const id = desk.send({ kind: "bump", ticket, tasks });
      take.push({ kind: "recall", ticket, tasks: tasks.map((seen) => ({ ...seen, bump: id })) });
    }
    desk.undos.offer({ card, whole, about: new Set(lines.map(({ task }) => task.id)), take: () => take });
  });
}

/** The lines that a tap on the header finishes: what is cooking, never what is held back. */
export function bumpable(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => COOKING.has(lineState(line)));
}

/** Header of a card: everything on it that is not held back, as it was seen. */
export function bumpLines(desk: Hands, card: string, lines: readonly Line[], atMs: number): void {
  if (!desk.taps.fresh(`card ${card}`, atMs)) return;
  if (desk.taps.misled) return desk.say("hint.moved");
  const chosen = bumpable(lines);
  if (chosen.length === 0) {
    const justBumped = desk.undos.ofCard(card, new Set(lines.map(({ task }) => task.id))) !== undefined;
    if (!justBumped) desk.say(lines.some(isOpen) ? "hint.only_held" : "hint.answer_first");
    return;
  }
  if (chosen.some((line) => line.unconfirmed.length > 0)) return desk.say("hint.confirm_allergens");
  bump(desk, card, true, chosen);
}

/** One row: done in one tap, or started and then done where the station wants it so. */
export function tapLine(desk: Hands, card: string, line: Line, startsFirst: boolean, atMs: number): void {
  if (!isOpen(line) || !desk.taps.fresh(line.task.id, atMs)) return;
  if (desk.taps.misled) return desk.say("hint.moved");
  if (line.unconfirmed.length > 0) return desk.say("hint.confirm_allergens");
  if (startsFirst && line.task.state !== "started") {
    desk.send({ kind: "start", ticket: line.ticket.id, tasks: [{ task: line.task.id, gen: line.task.gen }] });
  } else {
    bump(desk, card, false, [line]);
  }
}

export function takeBack(desk: Hands, undo: Undo): void {
  if (!desk.undos.armed(undo)) return;
  for (const command of undo.take()) desk.send(command);
  desk.undos.close(undo.id);
}

/** One command a ticket and station, whatever the number of changes. */
export function acknowledge(desk: Hands, pending: readonly Pending[]): void {
  const tickets = new Set(pending.map(({ ticket }) => ticket));
  for (const ticket of tickets)
    for (const station of new Set(pending.flatMap(({ who }) => who))) {
      const hers = pending.filter(
        (one) => one.ticket === ticket && one.who.includes(station) && one.change.waits.includes(station),
      );
      const changes = [...new Set(hers.map((one) => one.change.id))];
      if (changes.length > 0) desk.send({ kind: "acknowledge", ticket, changes, station });
    }
}

/** Items of these lines that were rushed, still wait for an answer and are not finished here. */
export function rushed(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.item.rush !== null && isOpen(line));
}

export function replyRush(desk: Hands, lines: readonly Line[], reply: RushReply): void {
  for (const [ticket, own] of byTicket(lines)) {
    desk.send({ kind: "reply_rush", ticket, reply, items: [...new Set(own.map((line) => line.item.id))] });
  }
}

export function answerVoid(desk: Hands, ticket: string, item: string, answer: VoidAnswer): void {
  desk.send({ kind: "answer_void", ticket, item, answer });
}
