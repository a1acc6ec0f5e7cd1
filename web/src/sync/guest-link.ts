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
  | { readonly on: "menu"; readonly menu: MenuState }
  | { readonly on: "orders"; readonly orders: readonly Order[] }
  | { readonly on: "call"; readonly call: Call }
  | { readonly on: "linked"; readonly linked: boolean }
  | { readonly on: "old_code" };

export type Reply =
  | { readonly ok: true; readonly body: ServerCart | Answer }
  | { readonly ok: false; readonly code: string; readonly pointer: string };

/** Passing: nothing was decided, the same request is sent again. */
const PASSING = new Set([408, 425, 500, 502, 503, 504]);

export class GuestLink {
  readonly #base: string;
  readonly #phone: string;
  readonly #hear: (heard: Heard) => void;
  #stream: EventSource | undefined;
  #watchdog = 0;
  #wake: (() => void) | undefined;

  constructor(token: string, phone: string, hear: (heard: Heard) => void) {
    this.#base = `/order/${encodeURIComponent(token)}`;
    this.#phone = phone;
    this.#hear = hear;
    addEventListener("online", () => this.#open());
    addEventListener("offline", () => this.#lost());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#revive());
    this.#open();
  }

  /** One try; null: nothing was decided, as far as this phone can know. */
  ask({ what, ...fields }: Request): Promise<Reply | null> {
    return this.#once(what, what === "send" ? { ...fields, phone: this.#phone } : fields);
  }

  /** Before the next try; cut short as soon as the server is heard again. */
  pause(attempt: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async call(about: "waiter" | "bill"): Promise<boolean> {
    const reply = await this.#once("call", { about });
    return reply?.ok === true;
  }

  async menu(): Promise<MenuCard | null> {
    try {
      const answer = await this.#fetch("menu", {});
      return answer.ok ? ((await answer.json()) as MenuCard) : null;
    } catch {
      return null;
    }
  }

  async #once(what: string, fields: unknown): Promise<Reply | null> {
    try {
      const headers = { "content-type": "application/json" };
      const answer = await this.#fetch(what, { method: "POST", headers, body: JSON.stringify(fields) });
      if (PASSING.has(answer.status)) return null;
      const told = (await answer.json()) as { code?: string; pointer?: string };
      if (answer.ok) return { ok: true, body: told as unknown as ServerCart | Answer };
      if (told.code === "unknown_code") this.#hear({ on: "old_code" });
      if (told.code === "overloaded") return null;
      if (told.code === "sitting_over") {
        // The server was started anew, or the guests are others: the stream tells which, whole.
        this.#open();
        return null;
      }
      return { ok: false, code: told.code ?? "other", pointer: told.pointer ?? "" };
    } catch {
      return null;
    }
  }

  #fetch(what: string, init: RequestInit): Promise<Response> {
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), REQUEST_MS);
    return fetch(`${this.#base}/${what}`, { ...init, signal: given.signal }).finally(() => clearTimeout(timer));
  }

  #open(): void {
    this.#stream?.close();
    const stream = new EventSource(`${this.#base}/stream`);
    this.#stream = stream;
    const on = (name: string, take: (data: never) => Heard | null) =>
      stream.addEventListener(name, (event) => {
        this.#alive();
        const heard = take(JSON.parse((event as MessageEvent<string>).data) as never);
        if (heard !== null) this.#hear(heard);
      });
    on("cart", (cart: ServerCart) => ({ on: "cart", cart }));
    on("menu", (menu: MenuState) => ({ on: "menu", menu }));
    on("orders", ({ orders }: { orders: readonly Order[] }) => ({ on: "orders", orders }));
    on("call", (call: Call) => ({ on: "call", call }));
    on("beat", () => null);
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
    if (this.#stream?.readyState !== EventSource.OPEN) this.#open();
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
      this.#open();
    }, SILENT_MS);
  }
}
