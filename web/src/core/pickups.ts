/** The documents of the guests' board, as `kds/kitchen/board.py` defines them. */

import type { Layout } from "./layout.ts";

export interface Pickup {
  /** Ticket id. */
  readonly id: string;
  readonly number: string;
  readonly mark: string;
  /** The brand a courier asks for; empty: none, or too long. */
  readonly name: string;
  readonly state: "preparing" | "ready";
  readonly since_ms: number;
  readonly ready_ms: number;
  /** When it was last called again; 0: never. */
  readonly called_ms: number;
  readonly calls: number;
}

export interface Board {
  readonly id: string;
  /** Language tag → name of the store. */
  readonly name: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly timezone: string;
  /** A ready number that nobody served leaves the board so long after it was last called. */
  readonly clear_s: number;
  readonly flash_s: number;
  /** How every screen looks and sounds that did not choose otherwise. */
  readonly screens: Layout;
}
