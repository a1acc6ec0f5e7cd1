/** Every frame of `kds.1` as `kds/wire/frames.py` defines it; frames of the server with their defaults filled in. */

/** Versions of the protocol this page speaks, both ends included. */
export const VERSIONS = { min: 1, max: 1 } as const;

/** What a staff screen follows, and what one that guests see. */
export const STORE_STREAM = "store";
export const BOARD_STREAM = "board";

/** Commands in one `cmd` frame; the server refuses more. */
export const CMD_ITEMS_MAX = 64;

export type { CmdItem, ScreenFrame, StreamAt, View } from "./screen-frames.ts";

export interface Welcome {
  readonly t: "welcome";
  readonly version: number;
  readonly term: string;
  readonly schema: string;
  readonly t0: number;
  readonly t1: number;
  readonly t2: number;
  readonly limits: Readonly<Record<string, number>>;
  readonly oldest_app: string;
}

export interface Sub {
  readonly t: "sub";
  readonly stream: string;
  readonly mode: "delta" | "snap" | "fork";
  readonly head: number;
  readonly floor: number;
  readonly common: number;
  readonly lmid: Readonly<Record<string, number>>;
}

export interface Put {
  readonly id: string;
  readonly ver: number;
  readonly doc: Readonly<Record<string, unknown>>;
}

export interface Snap {
  readonly t: "snap";
  readonly stream: string;
  readonly term: string;
  readonly seq: number;
  readonly part: number;
  readonly last: boolean;
  readonly docs: readonly Put[];
}

/** Why a document changed, for sound and motion only. */
export interface Cause {
  readonly kind: string;
  readonly id: string;
  readonly command: string;
}

export interface Ev {
  readonly t: "ev";
  readonly stream: string;
  readonly term: string;
  readonly from: number;
  readonly to: number;
  readonly puts: readonly Put[];
  readonly dels: readonly string[];
  readonly cause: readonly Cause[];
  readonly lmid: Readonly<Record<string, number>>;
}

/** A part of a command that came to nothing, and who came first. */
export interface Lost {
  /** Task or item id. */
  readonly what: string;
  readonly why: string;
  readonly winner: string;
  readonly name: string;
  /** Of a sold-out line: portions that could still be had, too few for it. */
  readonly left: number;
}

export interface AckItem {
  readonly n: number;
  readonly result: "ok" | "noop" | "rejected";
  readonly seq: number;
  readonly why: string;
  readonly detail: string;
  readonly lost: readonly Lost[];
}

export interface Ack {
  readonly t: "ack";
  readonly cid: string;
  readonly items: readonly AckItem[];
}

export interface Nack {
  readonly t: "nack";
  readonly cid: string;
  readonly expected: number;
  readonly retry_ms: number;
  readonly why: string;
}

/** What became of a part of a salvage; `retry_ms` above 0: nothing, send it again after so long. */
export interface Salvaged {
  readonly t: "salvaged";
  readonly part: number;
  readonly retry_ms: number;
  readonly lost: readonly Lost[];
}

/** A state of the server that every screen must show; the text is in the catalog under `banner.{code}`. */
export interface Banner {
  readonly code: string;
  readonly level: "info" | "warning" | "error";
  readonly args: Readonly<Record<string, string>>;
}

export interface Ping {
  readonly t: "ping";
  readonly time: number;
  readonly heads: Readonly<Record<string, number>>;
  readonly health: "ok" | "read_only" | "full";
  readonly banners: readonly Banner[];
  readonly t0: number;
  readonly t1: number;
}

export interface Bye {
  readonly t: "bye";
  readonly code: number;
  readonly reconnect: boolean;
  readonly why: string;
  readonly reload: boolean;
}

export type ServerFrame = Welcome | Sub | Snap | Ev | Ack | Nack | Salvaged | Ping | Bye;

const DEFAULTS: Readonly<Record<ServerFrame["t"], Readonly<Record<string, unknown>>>> = {
  welcome: {},
  sub: { lmid: {} },
  snap: {},
  ev: {},
  ack: {},
  nack: {},
  salvaged: { lost: [] },
  ping: { banners: [], t0: 0, t1: 0 },
  bye: { why: "", reload: false },
};

/** The frame with its defaults, or null for a kind this page does not know. */
export function readFrame(raw: Readonly<Record<string, unknown>>): ServerFrame | null {
  const defaults = DEFAULTS[raw.t as ServerFrame["t"]];
  if (defaults === undefined) return null;
  const frame = { ...defaults, ...raw } as unknown as ServerFrame;
  if (frame.t === "ack") return { ...frame, items: frame.items.map(completeAck) };
  if (frame.t === "ping") return { ...frame, banners: frame.banners.map((banner) => ({ ...{ args: {} }, ...banner })) };
  return frame;
}

function completeAck(item: AckItem): AckItem {
  const full = { ...{ why: "", detail: "", lost: [] }, ...item };
  return { ...full, lost: full.lost.map((lost: Lost) => ({ ...{ winner: "", name: "", left: 0 }, ...lost })) };
}
