/** One screen as the glass sees it: the signals it draws and the one way to act on the kitchen. */

import type { ReadonlySignal } from "@preact/signals-core";
import type { ScreenCommand } from "./commands.ts";
import type { Dish, ScreenLayout, Store, Ticket } from "./documents.ts";
import type { Banner, Cause, Lost } from "./frames.ts";
import type { Painted, Tell } from "./glass.ts";
import type { Board, Pickup } from "./pickups.ts";
import type { Unsent } from "./vault.ts";

/** What the server wrote into the page (`#kds-page`). */
export interface PageData {
  readonly page: "station" | "expo" | "pos" | "board" | "manage";
  /** What this page shows; on `/expo` the pass's own id, none in a shop without a pass. */
  readonly stations: readonly string[];
  readonly role: "cook" | "expo" | "waiter" | "board" | "manager";
  readonly language: string;
  readonly languages: readonly string[];
  /** Language → catalog: flat key → text with {name} placeholders. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Build of the page's script. */
  readonly app: string;
  /** Fingerprint of the frames and documents the server had when it made the page. */
  readonly schema: string;
  /** Id of the store. */
  readonly store: string;
  readonly undo_ms: number;
  /** How the store wants its screens to look and sound, as it is encoded. */
  readonly screens: unknown;
}

/** What comes before the name that a browser keeps: screens of one page are called alike. */
export function prefixOf({ stations, page }: PageData): string {
  return `${stations.join("+") || page}-`;
}

/**
 * What the strip says. `synced` needs a frame from the server within the last 5 s; `reconnecting` is trying;
 * `offline` has had no contact for 12 s or the browser says so; `stopped` will not try again by itself.
 */
export interface SyncView {
  readonly state: "synced" | "reconnecting" | "offline" | "stopped";
  /** Why it is stopped: `reload` (the server speaks a newer version), else the server's reason; empty otherwise. */
  readonly stopped: string;
  /** When the last frame came, to this page load or the one before, server clock in ms; 0: never. */
  readonly lastFrameMs: number;
  /** Commands whose result is not yet in the documents. */
  readonly waiting: number;
  /** How many of them live in this page alone: they end with it. */
  readonly unkept: number;
  /** When the oldest of them was made, server clock in ms; 0: none. */
  readonly oldestMs: number;
  readonly health: "ok" | "read_only" | "full";
  readonly banners: readonly Banner[];
  /** Last row of the log the server has told of, and the last one that is in the documents. */
  readonly head: number;
  readonly position: number;
  /** Everything up to this row was painted. */
  readonly shown: number;
  /** How far the device's wall clock is ahead of the server's, ms. */
  readonly skewMs: number;
  /** What stands between this screen and its device's storage; empty: nothing. `wiped`: it was cleared just now, and filled again. */
  readonly storage: "" | "full" | "refused" | "wiped";
  /** The device's clock was set back while it was off: ages may be wrong until the server is heard. */
  readonly unsure: boolean;
  /** What pages of this device that are not open have not sent. */
  readonly elsewhere: readonly Unsent[];
  /** Tickets that the server lost are on their way back; how many went just now, and how many it could not take. */
  readonly bringing: boolean;
  readonly brought: number;
  readonly unbrought: number;
  /** False until the first snapshot is in: nothing is known yet, which is not "no orders". */
  readonly loaded: boolean;
}

/**
 * A command that did not do what the person meant, to be said on the glass.
 * Catalog keys: `result.{why}` with {name}, {winner}, {detail}.
 */
export interface Notice {
  /** Command id. */
  readonly id: string;
  readonly command: ScreenCommand;
  readonly result: "ok" | "noop" | "rejected";
  readonly why: string;
  readonly detail: string;
  readonly lost: readonly Lost[];
  /** Server clock, ms. */
  readonly atMs: number;
}

/** Why documents changed: the command behind it, and whether it was sent from here. */
export interface Happened extends Cause {
  readonly own: boolean;
}

export interface Screen {
  readonly page: PageData;
  /** Its name, which the browser keeps and the server knows it by. */
  readonly device: string;
  /** Every ticket the screen knows as it would be if its waiting commands were through: base ⊕ outbox. */
  readonly tickets: ReadonlySignal<readonly Ticket[]>;
  /** Null before the first snapshot. */
  readonly store: ReadonlySignal<Store | null>;
  readonly dishes: ReadonlySignal<readonly Dish[]>;
  /** What screens want otherwise than the store. */
  readonly layouts: ReadonlySignal<readonly ScreenLayout[]>;
  /** On a screen that guests see; empty, and null, on every other. */
  readonly pickups: ReadonlySignal<readonly Pickup[]>;
  readonly board: ReadonlySignal<Board | null>;
  /** Of the commit that came just now, for sound only; empty for whatever else changes the documents. */
  readonly happened: ReadonlySignal<readonly Happened[]>;
  readonly sync: ReadonlySignal<SyncView>;
  /** Server time in ms, a new value once a second. */
  readonly now: ReadonlySignal<number>;
  /** Ids of tasks, items, `{ticket}#{change}` and skus that a waiting command is about. */
  readonly pressed: ReadonlySignal<ReadonlySet<string>>;
  /** Latest first, at most 20. */
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** Shows the command at once and sends it when it can; it is never lost while the page lives. */
  send(command: ScreenCommand): { readonly id: string };
  dismiss(notice: string): void;
  /** After each paint: the tasks that were painted, and `sync.position` as it was when they were rendered. */
  painted(painted: Painted, position: number, tell: Tell): void;
}
