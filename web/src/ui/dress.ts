/** Dresses the page in the settings of this screen: colours, and sizes for its glass and the eyes before it. */

import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { type Glass, pitchMm, type Scale, scaleOf } from "../core/legibility.ts";
import { type Settings, settings } from "./settings.ts";

const room = signal({ widthPx: 0, heightPx: 0 });
const current = signal<Scale>({ unitPx: 1, touchPx: 0 });

/** A strip with all its counts, and a side panel beside the cards, need this much; below it the glass is tight. */
const ROOMY_UNITS = 1850;
/** Less than this, and only what is needed to work stays in the bar. */
const SMALL_UNITS = 1510;
/** Less than this, and a tool is its sign, and a row of a list has its head above its dishes. */
const NARROW_UNITS = 800;

/** Sizes that the style sheet works with now. */
export const scale: ReadonlySignal<Scale> = current;

/** Is there room for a panel beside the cards from the start? */
export function roomy(): boolean {
  return room.peek().widthPx >= ROOMY_UNITS * current.peek().unitPx;
}

/** This glass under these settings. */
export function glassOf({ inches, metres, size, columns }: Settings): Glass {
  const pitch = pitchMm(window.screen.width, window.screen.height, inches);
  return { ...room.value, pitchMm: pitch, metres, size, columns };
}

export function dressPage(): void {
  const measure = () => {
    room.value = { widthPx: window.innerWidth, heightPx: window.innerHeight };
  };
  addEventListener("resize", measure);
  measure();
  const light = matchMedia("(prefers-color-scheme: light)");
  const device = signal(light.matches);
  light.addEventListener("change", () => {
    device.value = light.matches;
  });
  const root = document.documentElement;
  effect(() => {
    const { theme } = settings.value;
    root.dataset.theme = theme === "device" ? (device.value ? "light" : "dark") : theme;
  });
  effect(() => {
    const now = scaleOf(glassOf(settings.value));
    current.value = now;
    root.toggleAttribute("data-tight", !roomy());
    root.toggleAttribute("data-small", room.value.widthPx < SMALL_UNITS * now.unitPx);
    root.toggleAttribute("data-narrow", room.value.widthPx < NARROW_UNITS * now.unitPx);
    root.style.setProperty("--size", String(settings.value.size));
    root.style.setProperty("--unit", `${now.unitPx}px`);
    root.style.setProperty("--thumb", `${now.touchPx}px`);
  });
}
