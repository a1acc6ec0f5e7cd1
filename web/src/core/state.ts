/** Everything a screen knows about its connection, as one value; what may happen to it, and what it asks for. */

import { type ClockEstimate, guess } from "./clock.ts";
import type { ScreenCommand } from "./commands.ts";
import { type Banner, type Cause, type Ping, type ScreenFrame, VERSIONS } from "./frames.ts";
import { NOTHING_SHOWN, type Shown } from "./glass.ts";
import { FIRST_LINK, type Link } from "./link.ts";
import { emptyLocal, type Local } from "./local.ts";
import { cidOf, cidsOf, type Entry, emptyOutbox, type Outbox, unsend } from "./outbox.ts";
import { ask, EMPTY_REPLICA, part, positionOf, type Replica } from "./replica.ts";
import { NO_SALVAGE, type Salvage, type SalvageWork } from "./salvage.ts";
import type { Base, Commit, Fork, Held, KeptEntry, Leaving, Trouble, Unsent } from "./vault.ts";

/** Who this screen is; fixed for a page load. */
export interface Identity {
  readonly app: string;
  readonly schema: string;
  readonly role: string;
  /** Name of this screen, kept by the browser. */
  readonly device: string;
  readonly stations: readonly string[];
  /** The stream it follows. */
  readonly stream: string;
  /** Id of the store whose page this is. */
  readonly store: string;
}

/** What the last frames said about the server. */
export interface Heard {
  /** Monotonic clock; null: nothing came yet. */
  readonly lastFrame: number | null;
  readonly health: Ping["health"];
  readonly banners: readonly Banner[];
  readonly head: number;
}

export interface Machine {
  readonly identity: Identity;
  readonly link: Link;
  readonly replica: Replica;
  readonly outbox: Outbox;
  readonly local: Local;
  readonly salvage: Salvage;
  /** The commands of `lmid` are in the documents once the position reaches `seq`. */
  readonly pledge: { readonly seq: number; readonly lmid: Readonly<Record<string, number>> };
  readonly clock: ClockEstimate;
  readonly heard: Heard;
  readonly shown: Shown;
  readonly visible: boolean;
  readonly online: boolean;
}

export type Input =
  | { readonly on: "opened" }
  | { readonly on: "frame"; readonly frame: Readonly<Record<string, unknown>> }
  | { readonly on: "closed"; readonly code: number }
  | { readonly on: "tick" }
  | { readonly on: "command"; readonly id: string; readonly command: ScreenCommand }
  | { readonly on: "online"; readonly online: boolean }
  | { readonly on: "visible"; readonly visible: boolean }
  | { readonly on: "painted"; readonly shown: Pick<Shown, "painted" | "seq" | "tell"> }
  /** What the device kept is in; `trouble`: why it keeps nothing. */
  | { readonly on: "restored"; readonly base: Base | null; readonly trouble: Trouble | "" }
  /** This tab leads from here on. */
  | { readonly on: "lead" }
  /** Commands of page loads that are no more, oldest first; this tab drains them. */
  | { readonly on: "adopted"; readonly entries: readonly KeptEntry[] }
  | { readonly on: "kept"; readonly ids: readonly string[] }
  | { readonly on: "unkept"; readonly ids: readonly string[]; readonly trouble: Trouble }
  /** The transaction is through; `dropped` are no longer kept. */
  | { readonly on: "committed"; readonly dropped: readonly string[] }
  | { readonly on: "uncommitted"; readonly trouble: Trouble }
  | { readonly on: "wiped" }
  | { readonly on: "elsewhere"; readonly unsent: readonly Unsent[] }
  /** Histories that the server lost and this tab is to bring back; none: it need not wait. */
  | { readonly on: "forks"; readonly forks: readonly Fork[]; readonly work: SalvageWork };

/** `close` also means: say nothing more of this socket. */
export type Effect =
  | { readonly do: "open" }
  | { readonly do: "send"; readonly frame: ScreenFrame }
  | { readonly do: "close" }
  | { readonly do: "keep"; readonly entries: readonly KeptEntry[] }
  | { readonly do: "commit"; readonly commit: Commit }
  | { readonly do: "aside"; readonly held: Held; readonly common: number; readonly leaving: readonly Leaving[] }
  | { readonly do: "salvaged"; readonly key: number; readonly entries: readonly KeptEntry[] }
  | { readonly do: "answered"; readonly entries: readonly Entry[] }
  /** Why the documents have just changed; `own`: ids of this screen's commands that were not settled before. */
  | { readonly do: "changed"; readonly causes: readonly Cause[]; readonly own: readonly string[] }
  | { readonly do: "refused"; readonly id: string; readonly command: ScreenCommand };

export type Step = readonly [Machine, readonly Effect[]];

/** The moment of a step: the monotonic clock, the device's wall clock (only told, never trusted), both in ms; a random number in [0, 1). */
export interface Moment {
  readonly mono: number;
  readonly wall: number;
  readonly random: number;
}

/** `load` is the random id of the page load, `wallMs` the device's clock, good only for a first guess. */
export function firstMachine(identity: Identity, load: string, wallMs: number, mono: number): Machine {
  return {
    identity,
    link: FIRST_LINK,
    replica: EMPTY_REPLICA,
    outbox: emptyOutbox(load),
    local: emptyLocal(mono),
    salvage: NO_SALVAGE,
    pledge: { seq: 0, lmid: {} },
    clock: guess(wallMs, mono),
    heard: { lastFrame: null, health: "ok", banners: [], head: 0 },
    shown: NOTHING_SHOWN,
    visible: true,
    online: true,
  };
}

export function send(frame: ScreenFrame): Effect {
  return { do: "send", frame };
}

/** The first frame of a connection. */
export function hello(machine: Machine, mono: number): Effect {
  const { identity, outbox, replica, visible } = machine;
  const { app, schema, role, device, stations } = identity;
  const view = { stations, visible };
  const known = { cid: cidOf(outbox), outbox: cidsOf(outbox), subs: [positionOf(replica, identity.stream)] };
  return send({ t: "hello", ...VERSIONS, app, schema, role, device, view, ...known, t0: mono });
}

/** Joins the stream again on a connection that lives. */
export function resubscribe(machine: Machine): Step {
  const replica = ask(machine.replica);
  const subs = [positionOf(replica, machine.identity.stream)];
  return [{ ...machine, replica }, [send({ t: "subscribe", subs, outbox: cidsOf(machine.outbox) })]];
}

/** The connection is no more: `link` says what comes next; what was on its way goes out again. */
export function parted(machine: Machine, link: Link): Machine {
  const salvage = { ...machine.salvage, sent: false };
  return { ...machine, link, salvage, replica: part(machine.replica), outbox: unsend(machine.outbox) };
}
