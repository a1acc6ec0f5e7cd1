/** When a screen on a wall moves its picture by a pixel, and when it goes dark: pure, so that a night can be simulated. */

import { isForLater } from "./cards.ts";
import type { Ticket } from "./documents.ts";
import { isOpen } from "./floor.ts";
import type { Pickup } from "./pickups.ts";
import type { SyncView } from "./screen.ts";
import type { Call } from "./store.ts";

/** Between two moves of the picture, ms: often enough for what stands there all day, too seldom to be seen. */
export const SHIFT_EVERY_MS = 120_000;
/** How far the picture strays from its place to each side, px; the style sheet keeps as much free around it. */
export const REACH_PX = 3;

/** An order that nobody has touched for so long was forgotten, or the guests have gone: it lights no empty kitchen. */
export const FORGOTTEN_MS = 4 * 60 * 60_000;

const MINUTE_MS = 60_000;
const SIDE = 2 * REACH_PX + 1;
const LAST = SIDE * SIDE - 1;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the picture stands after so many moves, from its middle row by row over the square and back: one pixel a move. */
export function placeAt(moves: number): Place {
  const way = (moves + LAST / 2) % (2 * LAST);
  const at = way <= LAST ? way : 2 * LAST - way;
  const row = Math.floor(at / SIDE);
  const column = row % 2 === 0 ? at % SIDE : SIDE - 1 - (at % SIDE);
  return { x: column - REACH_PX, y: row - REACH_PX };
}

/** What goes on in the store, as far as a dark screen would miss it. */
export interface Stir {
  /** When an order was last touched, server ms; 0: never. */
  readonly lastMs: number;
  /** Somebody waits for something. */
  readonly atWork: boolean;
}

export function stirOf(tickets: readonly Ticket[], calls: readonly Call[], nowMs: number): Stir {
  const lastMs = Math.max(0, ...tickets.map((ticket) => ticket.touched_ms), ...calls.map((call) => call.last_ms));
  const fresh = (ms: number) => nowMs - ms < FORGOTTEN_MS;
  const atWork =
    tickets.some((ticket) => fresh(ticket.touched_ms) && isWaitedFor(ticket)) ||
    calls.some((call) => fresh(Math.max(call.at_ms, call.last_ms)));
  return { lastMs, atWork };
}

/** What guests wait for before the board. */
export function boardStir(pickups: readonly Pickup[], nowMs: number): Stir {
  const lastMs = Math.max(0, ...pickups.map((one) => Math.max(one.since_ms, one.ready_ms, one.called_ms)));
  return { lastMs, atWork: pickups.length > 0 && nowMs - lastMs < FORGOTTEN_MS };
}

/** An order for another day lights nothing before its hour; a change that nobody has seen does. */
function isWaitedFor(ticket: Ticket): boolean {
  if (!isOpen(ticket)) return ticket.changes.length > 0;
  const tasks = ticket.items.flatMap((item) => item.tasks);
  return tasks.length === 0 || !tasks.every(isForLater);
}

/** A server that is away, a full disk and an action that is not sent are never hidden. */
export function isAlarmed({ state, waiting, banners }: SyncView): boolean {
  return state === "offline" || state === "stopped" || waiting > 0 || banners.some(({ level }) => level === "error");
}

/**
 * `handMs`: when somebody last touched this screen. `minutes`: how long all has to be quiet; 0: it never goes dark.
 * Where a hand is about, nobody asks what else goes on.
 */
export function isDark(stir: () => Stir, handMs: number, nowMs: number, minutes: number): boolean {
  const quiet = (sinceMs: number) => nowMs - sinceMs >= minutes * MINUTE_MS;
  if (minutes === 0 || !quiet(handMs)) return false;
  const { lastMs, atWork } = stir();
  return !atWork && quiet(lastMs);
}

/** Where the words of a dark screen stand in this minute, in hundredths of the room they have: nowhere for long. */
export function wordsAt(nowMs: number): Place {
  const minute = Math.floor(nowMs / MINUTE_MS);
  return { x: (minute * 37) % 101, y: (minute * 61) % 101 };
}
