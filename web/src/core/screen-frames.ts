/** The frames that a screen sends; `frames.ts` has those of the server. */

import type { ScreenCommand } from "./commands.ts";
import type { Sight } from "./glass.ts";
import type { HeldTicket } from "./vault.ts";

export interface StreamAt {
  readonly stream: string;
  readonly term: string;
  readonly seq: number;
}

export interface View {
  readonly stations: readonly string[];
  readonly visible: boolean;
}

export interface CmdItem {
  readonly n: number;
  readonly id: string;
  readonly kind: ScreenCommand["kind"];
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
}

export type ScreenFrame =
  | {
      readonly t: "hello";
      readonly min: number;
      readonly max: number;
      readonly app: string;
      readonly schema: string;
      readonly cid: string;
      readonly role: string;
      readonly device: string;
      readonly outbox: readonly string[];
      readonly view: View;
      readonly subs: readonly StreamAt[];
      readonly t0: number;
    }
  | { readonly t: "cmd"; readonly stream: string; readonly cid: string; readonly items: readonly CmdItem[] }
  | { readonly t: "view"; readonly stations: readonly string[]; readonly visible: boolean }
  | {
      readonly t: "shown";
      readonly seq: number;
      readonly glass: readonly Sight[];
      readonly behind: readonly Sight[];
      readonly gone: readonly string[];
    }
  | {
      readonly t: "pong";
      readonly time: number;
      readonly t0: number;
      readonly seq: number;
      readonly skew: number;
      readonly waiting: number;
    }
  | { readonly t: "salvage"; readonly part: number; readonly tickets: readonly HeldTicket[] }
  | { readonly t: "more"; readonly stream: string; readonly part: number }
  | { readonly t: "subscribe"; readonly subs: readonly StreamAt[]; readonly outbox: readonly string[] };
