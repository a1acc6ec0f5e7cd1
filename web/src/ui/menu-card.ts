/** The menu card beside the stream: prices, options and allergens, fetched once and kept for when the server is away. */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { MenuCard, MenuDish } from "../core/guest/menu.ts";
import type { Store } from "../core/store.ts";

const KEY = "kds.pos.menu";
const ADDRESS = "/pos/menu";

/** A menu that did not come is asked for again after this long. */
const AGAIN_MS = 10_000;

function kept(): MenuCard | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as MenuCard | null;
  } catch {
    return null;
  }
}

export class Card {
  readonly #card = signal<MenuCard | null>(kept());

  /** Null: not here yet; dishes are ordered all the same, by what the stream says of them. */
  readonly now: ReadonlySignal<MenuCard | null> = this.#card;

  dish(sku: string): MenuDish | undefined {
    return this.#card.value?.dishes.find((dish) => dish.sku === sku);
  }

  /** Fetches the card of the kitchen files in force, and again when they change. */
  follow(store: ReadonlySignal<Store | null>, until: AbortSignal): void {
    const stop = effect(() => {
      const wanted = store.value?.kitchen_digest ?? "";
      if (wanted !== "" && wanted !== this.#card.peek()?.digest) void this.#fetch(until);
    });
    until.addEventListener("abort", stop);
  }

  async #fetch(until: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(ADDRESS, { signal: until });
      if (!answer.ok) throw new Error(answer.statusText);
      const card = (await answer.json()) as MenuCard;
      this.#card.value = card;
      localStorage.setItem(KEY, JSON.stringify(card));
    } catch {
      if (!until.aborted && this.#card.peek() === null) setTimeout(() => void this.#fetch(until), AGAIN_MS);
    }
  }
}
