/** A phone's line to the server: one stream in, one request at a time out, repeated until it is answered. */

import type { ServerCart } from "../core/guest/cart.ts";
import type { MenuCard } from "../core/guest/menu.ts";
import type { Order } from "../core/guest/orders.ts";
import type { Answer, Call, MenuState, Request } from "../core/guest/phone.ts";

/** A request that takes longer counts as lost; the network of a full dining room is slow, not endless. */
const REQUEST_MS = 10_000;

/** Between two tries of a request. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000] as const;

/** The server is heard at least every 10 s; after this the page calls itself offline. */
const SILENT_MS = 25_000;

export type Heard =
  | { readonly on: "cart"; readonly cart: ServerCart }
  | { readonly on: "moved"; readonly to: string }
  | { readonly on: "beat" }
  | { readonly on: "menu"; readonly menu: MenuState }
  | { readonly on: "orders"; readonly orders: readonly Order[] }
  | { readonly on: "call"; readonly call: Call }
  | { readonly on: "linked"; readonly linked: boolean }
  | { readonly on: "old_code" };

export type Reply =
  | { readonly ok: true; readonly body: ServerCart | Answer }
  | { readonly ok: false; readonly code: string; readonly pointer: string };

/** Nothing was decided, as far as this phone can know: the same again, at the earliest after so long. */
export interface Again {
  readonly waitMs: number;
}

/** Passing: the same request is sent again. */
const PASSING = new Set([408, 425, 500, 502, 503, 504]);

/** Too many requests: a wait that a guest need not be told of, since it is over before an order is given up. */
const QUIET_WAIT_MS = 60_000;

const AT_ONCE: Again = { waitMs: 0 };

export class GuestLink {
  readonly #base: string;
  readonly #phone: string;
  readonly #sitting: () => string;
  readonly #hear: (heard: Heard) => void;
  #stream: EventSource | undefined;
  #watchdog = 0;
  #wake: (() => void) | undefined;

  constructor(token: string, phone: string, sitting: () => string, hear: (heard: Heard) => void) {
    this.#base = `/order/${encodeURIComponent(token)}`;
    this.#phone = phone;
    this.#sitting = sitting;
    this.#hear = hear;
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.#lost());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#revive());
    this.open();
  }

  /** One try. */
  ask({ what, ...fields }: Request): Promise<Reply | Again> {
    return this.#once(what, what === "send" ? { ...fields, phone: this.#phone } : fields);
  }

  /** Before the next try; where the server named no time, cut short as soon as it is heard again. */
  pause(attempt: number, { waitMs }: Again): Promise<void> {
    if (waitMs > 0) return new Promise((done) => setTimeout(done, waitMs));
    return new Promise((done) => {
      const timer = setTimeout(done, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async call(about: "waiter" | "bill"): Promise<boolean> {
    const reply = await this.#once("call", { about, sitting: this.#sitting() });
    return "ok" in reply && reply.ok;
  }

  async menu(): Promise<MenuCard | null> {
    try {
      const answer = await this.#fetch("menu", {});
      return answer.ok ? ((await answer.json()) as MenuCard) : null;
    } catch {
      return null;
    }
  }

  async #once(what: string, fields: unknown): Promise<Reply | Again> {
    try {
      const headers = { "content-type": "application/json" };
      const answer = await this.#fetch(what, { method: "POST", headers, body: JSON.stringify(fields) });
      if (PASSING.has(answer.status)) return AT_ONCE;
      const waitMs = Number(answer.headers.get("retry-after")) * 1000;
      if (answer.status === 429 && waitMs <= QUIET_WAIT_MS) return { waitMs };
      const told = (await answer.json()) as { code?: string; pointer?: string };
      if (answer.ok) return { ok: true, body: told as unknown as ServerCart | Answer };
      if (told.code === "unknown_code") this.#hear({ on: "old_code" });
      if (told.code === "sitting_over") {
        // The server was started anew, or the guests are others: the stream tells which, whole.
        this.open();
        return AT_ONCE;
      }
      return { ok: false, code: told.code ?? "other", pointer: told.pointer ?? "" };
    } catch {
      return AT_ONCE;
    }
  }

  #fetch(what: string, init: RequestInit): Promise<Response> {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), REQUEST_MS);
    return fetch(`${this.#base}/${what}`, { ...init, signal: given.signal }).finally(() => clearTimeout(timer));
  }

  /** Again from the beginning, for the sitting that the phone knows. */
  open(): void {
    this.#stream?.close();
    const stream = new EventSource(`${this.#base}/stream?${new URLSearchParams({ sitting: this.#sitting() })}`);
    this.#stream = stream;
    const on = (name: string, take: (data: never) => Heard) =>
      stream.addEventListener(name, (event) => {
        this.#alive();
        this.#hear(take(JSON.parse((event as MessageEvent<string>).data) as never));
      });
    on("cart", (cart: ServerCart) => ({ on: "cart", cart }));
    on("menu", (menu: MenuState) => ({ on: "menu", menu }));
    on("orders", ({ orders }: { orders: readonly Order[] }) => ({ on: "orders", orders }));
    on("call", (call: Call) => ({ on: "call", call }));
    on("moved", ({ table }: { table: string }) => ({ on: "moved", to: table }));
    on("beat", () => ({ on: "beat" }));
    stream.addEventListener("error", () => {
      this.#lost();
      // The browser tries again by itself unless it was told off; then somebody has to ask why.
      if (stream.readyState === EventSource.CLOSED) this.#askWhy();
    });
    this.#watch();
  }

  /** A stream that is refused says no reason; the menu's answer does. */
  #askWhy(): void {
    this.#fetch("menu", {})
      .then((answer) => {
        if (answer.status === 404) this.#hear({ on: "old_code" });
        else setTimeout(() => this.#revive(), RETRY_MS[2]);
      })
      .catch(() => setTimeout(() => this.#revive(), RETRY_MS[2]));
  }

  #revive(): void {
    if (this.#stream?.readyState !== EventSource.OPEN) this.open();
  }

  #alive(): void {
    this.#watch();
    this.#hear({ on: "linked", linked: true });
    this.#wake?.();
  }

  #lost(): void {
    this.#hear({ on: "linked", linked: false });
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = window.setTimeout(() => {
      this.#lost();
      this.open();
    }, SILENT_MS);
  }
}
