/** A screen that goes dark when all is quiet, and is there at once when something happens; the hand that wakes it does nothing else. */

import { computed, effect, signal } from "@preact/signals-core";
import { html, render } from "lit";
import { boardStir, isAlarmed, isDark, stirOf, wordsAt } from "../core/walls.ts";
import { moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { settings } from "./settings.ts";
import { t } from "./text.ts";

/** What may follow the finger that wakes the glass: all of it is kept from what lies below. */
const OF_A_FINGER = ["pointerup", "mousedown", "mouseup", "touchstart", "touchend", "click", "contextmenu"] as const;
/** A finger that slides away makes no click: after this long the veil goes without. */
const LAST_CLICK_MS = 600;

export function goDarkWhenQuiet(desk: Desk, until: AbortSignal): void {
  const { screen } = desk;
  const { now, sync, tickets, store, pickups } = screen;
  const handMs = signal(now.peek());
  const touch = () => {
    handMs.value = now.peek();
  };
  const stir = computed(() =>
    screen.page.page === "board"
      ? boardStir(pickups.value, now.value)
      : stirOf(tickets.value, store.value?.calls ?? [], now.value),
  );
  const dark = computed(() => {
    const { loaded } = sync.value;
    return loaded && !isAlarmed(sync.value) && isDark(() => stir.value, handMs.value, now.value, settings.value.dark);
  });
  const veil = document.createElement("div");
  veil.className = "dark";
  veil.hidden = true;
  document.body.append(veil);
  wakeByHand(veil, () => dark.peek(), touch, until);
  until.addEventListener("abort", () => veil.remove());
  for (const hand of ["pointerdown", "keydown"] as const)
    addEventListener(hand, touch, { capture: true, passive: true, signal: until });
  // Before the server has spoken nobody knows what time it is.
  const known = computed(() => sync.value.loaded);
  const stops = [effect(() => (known.value ? touch() : undefined)), effect(() => paint())];
  until.addEventListener("abort", () => {
    for (const stop of stops) stop();
  });

  function paint(): void {
    if (!dark.value) {
      veil.toggleAttribute("data-leaving", true);
      if (veil.dataset.held === undefined) veil.hidden = true;
      return;
    }
    if (veil.hidden) for (const open of document.querySelectorAll("dialog[open]")) (open as HTMLDialogElement).close();
    veil.hidden = false;
    veil.removeAttribute("data-leaving");
    const { x, y } = wordsAt(now.value);
    veil.style.setProperty("--x", String(x));
    veil.style.setProperty("--y", String(y));
    const clock = moment(now.value, (screen.board.value ?? store.value)?.timezone ?? "UTC");
    render(
      html`<p role="status"><b>${clock}</b>${icon("check")}${t("dark.quiet")} <span>${t("dark.wake")}</span></p>`,
      veil,
    );
  }
}

/** The waking touch and key go no further; the veil stays, unseen, until the finger has made its click. */
function wakeByHand(veil: HTMLElement, isDarkNow: () => boolean, wake: () => void, until: AbortSignal): void {
  let wakingKey = "";
  let timer = 0;
  const letGo = () => {
    clearTimeout(timer);
    delete veil.dataset.held;
    veil.hidden = !isDarkNow();
  };
  veil.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    veil.dataset.held = "";
    wake();
  });
  for (const kind of OF_A_FINGER)
    veil.addEventListener(kind, (event) => {
      event.stopPropagation();
      if (event.cancelable) event.preventDefault();
      if (kind === "click") letGo();
      if (kind === "pointerup") timer = window.setTimeout(letGo, LAST_CLICK_MS);
    });
  veil.addEventListener("pointercancel", letGo);
  const onKey = (event: KeyboardEvent) => {
    if (event.type === "keydown" && isDarkNow()) {
      wakingKey = event.code;
      wake();
    }
    if (event.code !== wakingKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "keyup") wakingKey = "";
  };
  addEventListener("keydown", onKey, { capture: true, signal: until });
  addEventListener("keyup", onKey, { capture: true, signal: until });
}
