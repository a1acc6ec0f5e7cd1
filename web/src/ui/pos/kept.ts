/** What this phone remembers of the floor: orders that are not sent, which answers were read, where it does not ring. */

import type { Draft } from "../../core/draft.ts";

const DRAFTS_KEY = "kds.pos.drafts";
const SEEN_KEY = "kds.pos.seen";
const SILENT_KEY = "kds.pos.silent";

/** Answers that are remembered as read: more than an evening has. */
const SEEN_MAX = 500;

/** A browser may forbid storage (private window, full disk): drafts then live as long as the page. */
function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** False: it could not be kept. */
function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** An order that was sent before this page load has no command yet: it is sent again, as the same order. */
export function readDrafts(): readonly Draft[] {
  const found = read(DRAFTS_KEY);
  const drafts = Array.isArray(found) ? found.filter(isDraft) : [];
  return drafts.map((draft) => (draft.sent === null ? draft : { ...draft, sent: { ...draft.sent, command: "" } }));
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null;
  return typeof draft?.id === "string" && typeof draft.table === "string" && Array.isArray(draft.lines);
}

export function keepDrafts(drafts: readonly Draft[]): boolean {
  return write(DRAFTS_KEY, drafts);
}

function readWords(key: string): ReadonlySet<string> {
  const found = read(key);
  return new Set(Array.isArray(found) ? found.filter((one) => typeof one === "string") : []);
}

export function readSeen(): ReadonlySet<string> {
  return readWords(SEEN_KEY);
}

/** Parts of the house that this phone does not ring for. */
export function readSilent(): ReadonlySet<string> {
  return readWords(SILENT_KEY);
}

export function keepSilent(silent: ReadonlySet<string>): void {
  write(SILENT_KEY, [...silent]);
}

export function keepSeen(seen: ReadonlySet<string>): void {
  write(SEEN_KEY, [...seen].slice(-SEEN_MAX));
}
