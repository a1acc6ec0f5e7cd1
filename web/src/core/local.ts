/** What this screen keeps on its own device: what is written when, what it opens from, and what it says when it cannot. */

import { clockAfter } from "./clock.ts";
import { adopt, type Entry, settledKept } from "./outbox.ts";
import type { Docs, Replica } from "./replica.ts";
import type { Effect, Machine, Step } from "./state.ts";
import type { Base, KeptEntry, Leaving, Trouble, Unsent } from "./vault.ts";

/** The link waits this long for what is kept: it opens in tens of ms, and a browser that hangs must not hold the kitchen. */
export const OPENING_MS = 2_000;

/** Documents and position are written at most this often, ms; a crash loses no more of them, and they come again. */
export const COMMIT_MS = 1_000;

/** Where nothing else changes, the clock and the position are written this often, ms. */
export const QUIET_COMMIT_MS = 60_000;

/** Storage that failed is tried again after this long, ms. */
export const RETRY_MS = 15_000;

/** A wiped storage is spoken of this long, ms: everything the screen held is in it again. */
export const WIPED_MS = 60_000;

export interface Local {
  /** What was kept is in, or it is known that nothing comes; until `patienceUntil` the link waits for it. */
  readonly ready: boolean;
  readonly patienceUntil: number;
  /** This tab writes the documents and drains what dead page loads left. */
  readonly leads: boolean;
  readonly trouble: Trouble | "";
  readonly wipedUntil: number;
  /** As they were last written; null: unknown. */
  readonly written: { readonly docs: Docs; readonly term: string; readonly seq: number } | null;
  /** What earlier page loads kept is known, or overwritten: the server was asked about it, or there was nothing. */
  readonly read: boolean;
  readonly leaving: readonly Leaving[];
  readonly committing: boolean;
  readonly committedAt: number;
  /** Earliest moment of the next write. */
  readonly due: number;
  /** The old documents were put aside: nothing is written until those of the new history are in. */
  readonly aside: boolean;
  /** When the server was last heard before this page was loaded, server clock in ms; 0: never. */
  readonly lastMs: number;
  /** The device's clock went back while it was off: nobody knows what time it is until the server says so. */
  readonly unsure: boolean;
  /** What other pages of this device have left. */
  readonly elsewhere: readonly Unsent[];
}

export function emptyLocal(mono: number): Local {
  return {
    ready: false,
    patienceUntil: mono + OPENING_MS,
    leads: false,
    trouble: "",
    wipedUntil: 0,
    written: null,
    read: false,
    leaving: [],
    committing: false,
    committedAt: mono,
    due: 0,
    aside: false,
    lastMs: 0,
    unsure: false,
    elsewhere: [],
  };
}

/** What the device kept is in. Documents of another shape or another store are of no use here; the server's come first. */
export function restored(machine: Machine, base: Base | null, trouble: Trouble | "", mono: number): Machine {
  const { schema, store } = machine.identity;
  const fits = base !== null && base.schema === schema && base.store === store;
  const late = machine.replica.term !== "" || machine.link.at !== "waiting";
  const local = { ...machine.local, ready: true, trouble, read: trouble === "" && !(fits && late) };
  if (!fits || late) return { ...machine, local };
  const { docs, term, seq, aheadMs, serverMs } = base;
  const replica: Replica = { docs, term, seq, phase: machine.replica.phase };
  const [clock, unsure] = clockAfter(machine.clock, aheadMs, serverMs, mono);
  const written = { docs, term, seq };
  return { ...machine, clock, replica, local: { ...local, written, lastMs: serverMs, unsure } };
}

/** Commands of page loads that are no more go first, since they are older. */
export function adopted(machine: Machine, entries: readonly KeptEntry[]): Machine {
  const known = new Set(machine.local.leaving.map((entry) => entry.id));
  return {
    ...machine,
    outbox: adopt(
      machine.outbox,
      entries.filter((entry) => !known.has(entry.id)),
    ),
  };
}

/** These are written, or cannot be: they live in this page alone then, and are tried again. */
export function answeredKeep(machine: Machine, ids: readonly string[], trouble: Trouble | "", mono: number): Machine {
  const outbox = settledKept(machine.outbox, ids, trouble === "" ? "yes" : "no");
  const { local } = machine;
  // Where this tab writes the documents, too, their being written says that all is well.
  if (trouble === "") return { ...machine, outbox, local: local.leads ? local : { ...local, trouble } };
  return { ...machine, outbox, local: { ...local, trouble, due: Math.max(local.due, mono + RETRY_MS) } };
}

export function committed(machine: Machine, dropped: readonly string[]): Machine {
  const gone = new Set(dropped);
  const leaving = machine.local.leaving.filter((entry) => !gone.has(entry.id));
  const read = machine.local.read || machine.local.written !== null;
  return { ...machine, local: { ...machine.local, leaving, read, committing: false, trouble: "" } };
}

export function uncommitted(machine: Machine, trouble: Trouble, mono: number): Machine {
  const local = { ...machine.local, trouble, committing: false, written: null, due: mono + RETRY_MS };
  return { ...machine, local };
}

/** Somebody cleared the browser's storage: all that this page holds is written anew. */
export function wiped(machine: Machine, mono: number): Step {
  const local = { ...machine.local, wipedUntil: mono + WIPED_MS, written: null, committing: false, due: mono };
  const { entries } = machine.outbox;
  return [{ ...machine, local }, entries.length > 0 ? [{ do: "keep", entries }] : []];
}

/** Everything is written now: the page is hidden and may be ended without a word. */
export function atOnce(machine: Machine, mono: number): Machine {
  return machine.local.trouble === "" ? { ...machine, local: { ...machine.local, due: mono } } : machine;
}

/** The server's history is another one from here on; what was still to be written of the old one goes with it. */
export function setAside(machine: Machine, common: number, mono: number): Step {
  const { replica } = machine;
  // What was put aside already is not written once more.
  const [flushed, effects] = machine.local.aside ? [machine, []] : commit(machine, mono);
  // Numbers of the old history mean nothing in the new one.
  const { leaving } = flushed.local;
  const numberless = leaving.map((entry) => ({ ...entry, seq: 0 }));
  const local = { ...flushed.local, aside: true, written: null, leaving: numberless };
  return [{ ...flushed, local }, [...effects, { do: "aside", held: replica, common, leaving }]];
}

/** Commands that have just left the outbox leave the device with the documents that hold them. */
export function leave(machine: Machine): Machine {
  const { local, outbox, replica } = machine;
  if (outbox.gone.length === 0) return machine;
  const gone = outbox.gone.flatMap((entry) => leaving(entry, replica.seq));
  return { ...machine, outbox: { ...outbox, gone: [] }, local: { ...local, leaving: [...local.leaving, ...gone] } };
}

function leaving({ cid, n, id, command, atMs, turn, result }: Entry, seq: number): readonly Leaving[] {
  return result === null ? [] : [{ cid, n, id, command, atMs, turn, seq, result: result.result }];
}

/** Writes what is due. */
export function housekeeping(machine: Machine, mono: number): Step {
  const due = dueAt(machine);
  if (due === null || mono < due) return [machine, []];
  const loose = machine.outbox.entries.filter((entry) => entry.kept === "no");
  const [next, effects] = commit(machine, mono);
  return [next, loose.length > 0 ? [{ do: "keep", entries: loose }, ...effects] : effects];
}

/** When something is to be written; null: nothing is. */
export function dueAt(machine: Machine): number | null {
  const { local, replica } = machine;
  if (!local.ready || local.committing) return null;
  const { written } = local;
  const loose = local.trouble !== "" && machine.outbox.entries.some((entry) => entry.kept === "no");
  if (local.aside && replica.phase.at !== "following") return loose ? local.due : null;
  const moved = local.leads && replica.term !== "" && (replica.docs !== written?.docs || replica.seq !== written.seq);
  if (moved || loose || local.leaving.length > 0 || local.trouble !== "") return local.due;
  const quiet = local.leads && replica.phase.at === "following";
  return quiet ? local.committedAt + QUIET_COMMIT_MS : null;
}

function commit(machine: Machine, mono: number): [Machine, Effect[]] {
  const { local, replica } = machine;
  const leads = local.leads && replica.term !== "";
  if (!leads && local.leaving.length === 0) {
    return [{ ...machine, local: { ...local, due: mono + (local.trouble === "" ? COMMIT_MS : RETRY_MS) } }, []];
  }
  const { docs, term, seq } = replica;
  const before = local.written?.docs ?? null;
  const next = {
    ...local,
    written: leads ? { docs, term, seq } : local.written,
    committing: true,
    committedAt: mono,
    due: mono + COMMIT_MS,
    aside: false,
  };
  const effect: Effect = {
    do: "commit",
    commit: { leads, docs, term, seq, before, unread: !local.read, leaving: local.leaving },
  };
  return [{ ...machine, local: next }, [effect]];
}
