/** One phone at one table: the table's state as a signal, what the guest does to it, and what goes out because of it. */

import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { CartLine, ServerCart } from "../core/guest/cart.ts";
import type { MenuCard, MenuDish } from "../core/guest/menu.ts";
import type { Answer, Notice, Request, Table } from "../core/guest/phone.ts";
import {
  afresh,
  cartTaken,
  heardCart,
  heardMenu,
  heardMoved,
  heardOrders,
  next,
  opened,
  press,
  put,
  refused,
} from "../core/guest/table.ts";
import { confirmed, dismiss, overdue, say, withdraw } from "../core/guest/telling.ts";
import { type Remembered, remember, remembered } from "./guest-keep.ts";
import { GuestLink, type Heard, type Reply } from "./guest-link.ts";
import { freshName, type GuestPage } from "./guest-page.ts";

export class GuestDesk {
  readonly page: GuestPage;
  readonly phone: string;
  /** Chosen by the guest; "" follows the phone. */
  readonly language = signal("");
  readonly allergies = signal<readonly string[]>([]);
  /** False while the server cannot be heard. */
  readonly linked = signal(false);
  readonly oldCode = signal(false);
  readonly menu = signal<MenuCard | null>(null);
  /** The last try to send something came to nothing; the next is under way. */
  readonly slow = signal(false);
  /** False: this browser keeps nothing, so what was chosen lives as long as the page. */
  readonly kept = signal(true);
  /** The menu was asked for and did not come. */
  readonly menuFailed = signal(false);
  /** Dishes of the menus before, by sku. */
  readonly gone = new Map<string, MenuDish>();
  readonly #table;
  readonly #link: GuestLink;
  #pumping = false;

  constructor(page: GuestPage) {
    this.page = page;
    const kept = remembered(page.token, freshName);
    this.phone = kept.phone;
    this.language.value = kept.language;
    this.allergies.value = kept.allergies;
    this.#table = signal(opened(kept, kept.phone));
    const sitting = () => this.#table.value.cart?.sitting ?? "";
    this.#link = new GuestLink(page.token, kept.phone, sitting, (heard) => this.#hear(heard));
    this.loadMenu();
  }

  get table(): ReadonlySignal<Table> {
    return this.#table;
  }

  put(line: CartLine): void {
    this.#become(put(this.#table.value, line, deviceNow()));
  }

  order(): void {
    this.#become(press(this.#table.value, freshName(), deviceNow()));
  }

  withdraw(): void {
    this.#become(withdraw(this.#table.value));
  }

  /** The guest sits at this table, wherever the staff moved those who sat here before. */
  stay(): void {
    this.#become(afresh(this.#table.value));
    this.#link.open();
  }

  dismiss(notice: Notice): void {
    this.#become(dismiss(this.#table.value, notice));
  }

  speak(language: string): void {
    this.language.value = language;
    this.#keep();
  }

  setAllergies(allergies: readonly string[]): void {
    this.allergies.value = allergies;
    this.#keep();
  }

  /** Shown at once, taken back with a word where it did not get through. */
  async call(about: "waiter" | "bill"): Promise<void> {
    const before = this.#table.value.call;
    this.#become({ ...this.#table.value, call: { about, at_ms: deviceNow() } });
    if (await this.#link.call(about)) return;
    this.#become(say({ ...this.#table.value, call: before }, { key: "guest.call_failed", tone: "bad" }));
  }

  loadMenu(): void {
    this.menuFailed.value = false;
    this.#link.menu().then((card) => {
      if (card === null) this.menuFailed.value = this.menu.value === null;
      else this.#turn(card);
    });
  }

  /** Another menu; what it no longer has may still lie in a cart. */
  #turn(card: MenuCard): void {
    for (const dish of this.menu.value?.dishes ?? []) this.gone.set(dish.sku, dish);
    this.menu.value = card;
  }

  #hear(heard: Heard): void {
    const table = this.#table.value;
    switch (heard.on) {
      case "cart":
        return this.#become(heardCart(table, heard.cart, deviceNow()));
      case "orders":
        return this.#become(heardOrders(table, heard.orders, deviceNow()));
      case "menu":
        if (this.menuFailed.value || (this.menu.value !== null && this.menu.value.digest !== heard.menu.digest))
          this.loadMenu();
        return this.#become(heardMenu(table, heard.menu));
      case "moved":
        return this.#become(heardMoved(table, heard.to));
      case "beat":
        return this.#become(overdue(table, deviceNow()));
      case "call":
        return this.#become({ ...table, call: heard.call });
      case "linked":
        this.linked.value = heard.linked;
        return;
      case "old_code":
        this.oldCode.value = true;
    }
  }

  #become(table: Table): void {
    this.#table.value = table;
    this.#keep();
    void this.#pump();
  }

  /** One request at a time; each try is of what is true then. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    for (let attempt = 0; !this.oldCode.value; ) {
      const [table, request] = next(this.#table.value, deviceNow());
      if (table !== this.#table.value) this.#table.value = table;
      if (request === null) break;
      const reply = await this.#link.ask(request);
      this.slow.value = "waitMs" in reply;
      if ("waitMs" in reply) await this.#link.pause(attempt++, reply);
      else {
        attempt = 0;
        this.#table.value = after(this.#table.value, request, reply);
      }
    }
    this.#pumping = false;
    this.slow.value = false;
    this.#keep();
  }

  #keep(): void {
    const { cart, edits, pending, told, touchedMs } = this.#table.value;
    const kept: Omit<Remembered, "version"> = {
      cart,
      edits,
      pending,
      told,
      touchedMs,
      phone: this.phone,
      language: this.language.value,
      allergies: this.allergies.value,
    };
    this.kept.value = remember(this.page.token, kept);
  }
}

function after(table: Table, request: Request, reply: Reply): Table {
  if (!reply.ok) return refused(table, request, reply.code, reply.pointer);
  if (request.what === "cart") return cartTaken(table, request.lines, reply.body as ServerCart, deviceNow());
  return confirmed(table, reply.body as Answer);
}

/** Only compared with itself on this phone. */
function deviceNow(): number {
  return Date.now();
}
