/** What is open on a guest's page. One sheet at a time; the phone's own "back" closes it before it leaves the page. */

import { signal } from "@preact/signals-core";
import type { CartLine } from "../../core/guest/cart.ts";
import type { GuestDesk } from "../../sync/guest-desk.ts";

export type Sheet =
  | { readonly is: "dish"; readonly sku: string; readonly line: CartLine | null }
  | { readonly is: "cart" | "orders" | "call" | "language" };

export class Room {
  readonly desk: GuestDesk;
  readonly sheet = signal<Sheet | null>(null);
  readonly query = signal("");

  constructor(desk: GuestDesk) {
    this.desk = desk;
    // A page that was reloaded over an open sheet begins without it.
    history.replaceState(null, "");
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => {
      this.sheet.value = null;
    });
  }

  open(sheet: Sheet): void {
    if (this.sheet.peek() === null) history.pushState({ sheet: true }, "");
    this.sheet.value = sheet;
  }

  /** Another sheet in the place of the open one, where there is one. */
  turnTo(sheet: Sheet): void {
    if (this.sheet.peek() !== null) this.sheet.value = sheet;
  }

  readonly close = (): void => {
    if (this.sheet.peek() === null) return;
    this.sheet.value = null;
    if (history.state !== null) history.back();
  };
}
