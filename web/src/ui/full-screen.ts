/** The whole glass for the page: whether it has it, who may give it, and the offer of it after a reload. */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

/** `page`: at its own wish. `browser`: by F11, a kiosk or an installed app, which only they take back. */
export type Filling = "no" | "page" | "browser" | "impossible";

/** Of the device, not of the layout: after a reload its browser demands a touch for it again. */
const KEY = "kds.full";

/** Somebody wants the whole glass. */
const wanted = signal(false);

const filling = signal<Filling>("no");

export const full: ReadonlySignal<Filling> = filling;

export function followFullScreen(until: AbortSignal): void {
  const whole = matchMedia("(display-mode: fullscreen)");
  const look = () => {
    if (document.fullscreenElement !== null) filling.value = "page";
    else if (whole.matches) filling.value = "browser";
    else filling.value = document.fullscreenEnabled ? "no" : "impossible";
  };
  document.addEventListener("fullscreenchange", look, { signal: until });
  const onWhole = () => look();
  whole.addEventListener("change", onWhole);
  until.addEventListener("abort", () => whole.removeEventListener("change", onWhole));
  look();
}

/** Keeps storage in step from here on; a browser that forbids storage forgets at the next load. */
export function rememberFullScreen(): void {
  try {
    wanted.value = localStorage.getItem(KEY) === "wanted";
  } catch {
    return;
  }
  effect(() => {
    try {
      if (wanted.value) localStorage.setItem(KEY, "wanted");
      else localStorage.removeItem(KEY);
    } catch {
      // Full: the wish holds until the page is left.
    }
  });
}

/** Only at a touch or a key: a browser gives it to nobody else. */
export function fillTheGlass(): void {
  wanted.value = true;
  document.documentElement.requestFullscreen({ navigationUI: "hide" }).then(keepEscape, () => undefined);
}

export function leaveFullScreen(): void {
  wanted.value = false;
  document.exitFullscreen().catch(() => undefined);
}

/** Escape closes a panel here; where the browser lets us, only holding it leaves the full screen. */
function keepEscape(): void {
  const { keyboard } = navigator as { keyboard?: { lock(keys: readonly string[]): Promise<void> } };
  keyboard?.lock(["Escape"]).catch(() => undefined);
}

/** In the strip, while somebody wants it and the browser waits for a touch. */
export function fullScreenMark(): TemplateResult | typeof nothing {
  if (!wanted.value || full.value !== "no") return nothing;
  return html`<button class="tool" data-nav data-full="offer" @click=${fillTheGlass}>${icon("expand")}<b>${t("full.offer")}</b></button>`;
}
