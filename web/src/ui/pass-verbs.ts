/** What a tap at the pass means: serve, hurry, hold back, start. */

import { batch } from "@preact/signals-core";
import type { PassCard, PassLine } from "../core/card.ts";
import type { ScreenCommand } from "../core/commands.ts";
import type { Item, Ticket } from "../core/documents.ts";
import type { Desk } from "./desk.ts";

type Asking = Pick<Desk, "send" | "taps">;

/** The key of an item's first block on its card. */
export function blockOf(item: Item): string {
  return `item ${item.id}`;
}

/** In one batch, as a bump is: a card that is served whole stays for its undo. */
function serve(desk: Desk, card: string, whole: boolean, lines: readonly PassLine[]): void {
  batch(() => {
    const take: ScreenCommand[] = [];
    for (const ticket of new Set(lines.map((line) => line.ticket.id))) {
      const items = lines.filter((line) => line.ticket.id === ticket).map((line) => line.item.id);
      desk.send({ kind: "serve", ticket, items });
      take.push({ kind: "recall_serve", ticket, items });
    }
    desk.undos.offer({ card, whole, about: new Set(lines.map((line) => blockOf(line.item))), take: () => take });
  });
}

export function servable(lines: readonly PassLine[]): readonly PassLine[] {
  return lines.filter((line) => line.item.state === "ready");
}

/** Header of a card: every ready item on it. */
export function serveCard(desk: Desk, card: string, lines: readonly PassLine[], atMs: number): void {
  if (!desk.taps.fresh(`card ${card}`, atMs)) return;
  if (desk.taps.misled) return desk.say("hint.moved");
  const ready = servable(lines);
  if (ready.length === 0) {
    const justServed = desk.undos.ofCard(card, new Set(lines.map((line) => blockOf(line.item)))) !== undefined;
    if (!justServed) desk.say("hint.not_ready");
    return;
  }
  if (ready.some((line) => line.unconfirmed.length > 0)) return desk.say("hint.confirm_allergens");
  serve(desk, card, true, ready);
}

export function serveLine(desk: Desk, card: string, line: PassLine, atMs: number): void {
  if (!desk.taps.fresh(line.item.id, atMs)) return;
  if (desk.taps.misled) return desk.say("hint.moved");
  if (line.item.state === "open") return desk.say("hint.not_ready");
  if (line.item.state !== "ready") return;
  if (line.unconfirmed.length > 0) return desk.say("hint.confirm_allergens");
  serve(desk, card, false, [line]);
}

/** A bounce of the finger asks nothing twice. */
function ask(desk: Asking, kind: "rush" | "call_again", tickets: readonly Ticket[], atMs: number): void {
  if (!desk.taps.fresh(kind + tickets.map((ticket) => ticket.id), atMs)) return;
  for (const { id } of tickets) desk.send({ kind, ticket: id });
}

/** Every ticket of the card that has something left to cook. */
export function askRush(desk: Asking, { tickets }: PassCard, atMs: number): void {
  const cooking = tickets.filter((ticket) => ticket.items.some((item) => item.state === "open"));
  ask(desk, "rush", cooking, atMs);
}

/** The tickets of a card whose numbers stand on the guests' board, to be fetched. */
export function callable(desk: Desk, card: PassCard): readonly Ticket[] {
  const store = desk.screen.store.value;
  if (!store?.stations.some((one) => one.kind === "board")) return [];
  return card.tickets.filter((ticket) => ticket.state === "ready" && store.board.services.includes(ticket.service));
}

export function callAgain(desk: Asking, tickets: readonly Ticket[], atMs: number): void {
  ask(desk, "call_again", tickets, atMs);
}

/** A course of a card, 0 standing for all of it. */
export interface Course {
  readonly course: number;
  readonly held: boolean;
  /** Work that could be held back: nobody has started it. */
  readonly untouched: boolean;
}

/** One entry a course that is not finished; a single one for a card without courses. */
export function coursesOf(card: PassCard): readonly Course[] {
  const open = card.lines.filter((line) => line.item.state === "open");
  const numbers = [...new Set(open.map((line) => line.item.course))].sort((left, right) => left - right);
  const single = numbers.length < 2;
  return (single ? numbers.slice(0, 1).map(() => 0) : numbers).map((course) => {
    const own = open.filter((line) => course === 0 || line.item.course === course);
    const tasks = own.flatMap((line) => line.item.tasks);
    return {
      course,
      held: own.some((line) => line.held),
      untouched: tasks.some((task) => task.state === "queued" || (task.state === "waiting" && task.wait !== "held")),
    };
  });
}

export function holdOrFire(desk: Desk, card: PassCard, { course, held }: Course): void {
  const kind = held ? "fire" : "hold";
  const about = card.lines.filter((line) => course === 0 || line.item.course === course);
  for (const ticket of new Set(about.map((line) => line.ticket.id))) desk.send({ kind, ticket, course });
}
