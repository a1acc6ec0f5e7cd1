/** What a manager is told of the store's screens, and what of it needs a person first. */

import { SKEW_MS } from "./clock.ts";
import type { Dish, StationCard } from "./documents.ts";

/** Shorter is the rhythm of pongs, which come every 2 s. */
export const SILENT_MS = 5_000;
/** A screen that lacks a change, or has not painted it, for as long as this is a warning. */
export const LATE_MS = 6_000;

/** Of the pages that hang where people work; phones come and go. */
const POSTS: ReadonlySet<string> = new Set(["cook", "expo", "board"]);

export interface ScreenSeen {
  readonly device: string;
  readonly role: string;
  readonly stations: readonly string[];
  readonly app: string;
  readonly visible: boolean;
  readonly address: string;
  /** Server clock, ms, when it connected. */
  readonly since_ms: number;
  /** 0: it is connected. */
  readonly gone_ms: number;
  /** Since its last frame, when the server was asked. */
  readonly silent_ms: number;
  readonly position: number;
  readonly shown: number;
  /** How long it has lacked a change; null: it has not said. */
  readonly behind_ms: number | null;
  /** How long it has not painted one. */
  readonly unshown_ms: number | null;
  /** How far its clock is ahead; null: it has not said. */
  readonly skew_ms: number | null;
  readonly waiting: number;
}

export interface FileProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly suggestion: string;
}

export interface KitchenSeen {
  readonly digest: string;
  readonly adopted_ms: number;
  readonly read_ms: number;
  readonly files: readonly { readonly path: string; readonly digest: string }[];
  readonly problems: readonly FileProblem[];
  readonly warnings: readonly FileProblem[];
}

/** A body that could not be taken. */
export interface WaitingBody {
  readonly id: string;
  readonly source: string;
  readonly received_ms: number;
  readonly size: number;
  readonly error: string;
}

export interface ManageState {
  /** Server clock, ms. */
  readonly at_ms: number;
  readonly started_ms: number;
  readonly head: number;
  readonly app: string;
  readonly screens: readonly ScreenSeen[];
  readonly kitchen: KitchenSeen;
  readonly quarantine: { readonly pending: number; readonly count: number; readonly bodies: readonly WaitingBody[] };
}

/** A body as people may look at it. */
export interface BodySeen {
  readonly waiting: WaitingBody;
  readonly form: "text" | "hex";
  readonly shown: string;
  readonly left_out: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type Fault = "silent" | "behind" | "unshown" | "skew" | "version" | "hidden";

export interface ScreenRow {
  readonly seen: ScreenSeen;
  /** The worst first. */
  readonly faults: readonly Fault[];
  /** It is gone, and nothing else shows what it showed. */
  readonly missed: boolean;
}

/** A station that nobody can see. */
export interface Unwatched {
  readonly station: StationCard;
  /** A screen that has it, but is switched off or behind another window; null: none is connected. */
  readonly hidden: ScreenSeen | null;
  /** The one that left it last; null: none was here as far as the server remembers. */
  readonly last: ScreenSeen | null;
}

export function faultsOf(screen: ScreenSeen, app: string): readonly Fault[] {
  if (screen.gone_ms > 0) return [];
  const late = (ms: number | null) => ms !== null && ms >= LATE_MS;
  const behind = late(screen.behind_ms);
  const found: Readonly<Record<Fault, boolean>> = {
    silent: screen.silent_ms >= SILENT_MS,
    behind,
    // What is not there cannot be painted, and a hidden page paints nothing: that is said already.
    unshown: !behind && screen.visible && late(screen.unshown_ms),
    skew: Math.abs(screen.skew_ms ?? 0) > SKEW_MS,
    version: screen.app !== app,
    hidden: !screen.visible && POSTS.has(screen.role),
  };
  return (Object.keys(found) as Fault[]).filter((fault) => found[fault]);
}

/** What needs somebody first, then what works, then who has left; names keep a room's screens together. */
export function rowsOf({ screens, app }: ManageState): readonly ScreenRow[] {
  const here = screens.filter((screen) => screen.gone_ms === 0);
  const replaced = (gone: ScreenSeen) =>
    here.some((one) => one.role === gone.role && gone.stations.every((station) => one.stations.includes(station)));
  const rows = screens.map((seen) => ({
    seen,
    faults: faultsOf(seen, app),
    missed: seen.gone_ms > 0 && POSTS.has(seen.role) && !replaced(seen),
  }));
  return rows.sort((left, right) => rank(left) - rank(right) || compare(left.seen.device, right.seen.device));
}

function rank({ seen, faults, missed }: ScreenRow): number {
  if (missed) return 0;
  if (seen.gone_ms > 0) return 3;
  return faults.length > 0 ? 1 : 2;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Stations where people cook or serve and that no glass shows now. */
export function unwatched(stations: readonly StationCard[], { screens }: ManageState): readonly Unwatched[] {
  const dark: Unwatched[] = [];
  for (const station of stations) {
    const of = screens.filter((screen) => screen.stations.includes(station.id));
    const here = of.filter((screen) => screen.gone_ms === 0);
    if (station.kind === "board" || here.some((screen) => screen.visible)) continue;
    const gone = of.filter((screen) => screen.gone_ms > 0).sort((left, right) => right.gone_ms - left.gone_ms);
    dark.push({ station, hidden: here[0] ?? null, last: gone[0] ?? null });
  }
  return dark;
}

export type Stock = "out" | "counted" | "there";

/** What of the menu a person may have to do something about stands first. */
export function stockOf(dishes: readonly Dish[], words: string): Readonly<Record<Stock, readonly Dish[]>> {
  const found = dishes.filter((dish) => matches(dish, words));
  const counted = found.filter((dish) => dish.available && dish.remaining !== null);
  return {
    out: found.filter((dish) => !dish.available).sort((left, right) => right.since_ms - left.since_ms),
    counted: counted.sort((left, right) => (left.remaining ?? 0) - (right.remaining ?? 0)),
    there: found.filter((dish) => dish.available && dish.remaining === null),
  };
}

function matches(dish: Dish, words: string): boolean {
  const text = `${dish.name} ${dish.alt_name} ${dish.sku} ${dish.category}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
