/** What a screen does by itself because of where it hangs: stays awake, strays a little, goes dark when all is quiet. */

import { effect } from "@preact/signals-core";
import { placeAt, SHIFT_EVERY_MS } from "../core/walls.ts";
import { Vigil } from "../sync/vigil.ts";
import { goDarkWhenQuiet } from "./dark.ts";
import type { Desk } from "./desk.ts";
import { followFullScreen, fullScreenMark, rememberFullScreen } from "./full-screen.ts";
import { kept, settings } from "./settings.ts";

/** A phone in a pocket is no wall: it strays and goes dark only as its owner has set it. */
export function hang(desk: Desk, page: HTMLElement, until: AbortSignal): void {
  if (until.aborted) return;
  rememberFullScreen();
  followFullScreen(until);
  const isWall = desk.screen.page.role !== "waiter";
  const vigil = new Vigil(until);
  const stops: (() => void)[] = [effect(() => vigil.keep(staysAwake(isWall)))];
  if (isWall) {
    stops.push(stray(desk, page));
    goDarkWhenQuiet(desk, until);
  }
  until.addEventListener("abort", () => {
    for (const stop of stops) stop();
  });
  desk.wall.value = { isWall, hold: vigil.hold, mark: fullScreenMark };
  colourTheBrowser();
}

/** A phone sleeps as its owner set it, unless somebody wants otherwise: an evening of light empties a battery. */
export function staysAwake(isWall: boolean): boolean {
  return isWall ? settings.value.awake : (kept.value.own.awake ?? false);
}

/** Against burn-in. Never under a finger, nor while something moves that eyes follow. */
function stray(desk: Desk, page: HTMLElement): () => void {
  const { now } = desk.screen;
  let moves = 0;
  let movedMs = now.peek();
  document.documentElement.dataset.wall = "";
  return effect(() => {
    if (now.value - movedMs < SHIFT_EVERY_MS || desk.taps.busy.peek() || isMoving()) return;
    moves += 1;
    movedMs = now.value;
    const { x, y } = placeAt(moves);
    page.style.transform = `translate(${x}px, ${y}px)`;
  });
}

/** What flashes on and on stands in its place. */
function isMoving(): boolean {
  return document
    .getAnimations()
    .some((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
}

/** The frame that an installed app or a phone's browser draws around the page. */
function colourTheBrowser(): void {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=theme-color]");
  const paint = () => {
    if (meta !== null) meta.content = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
  };
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  paint();
}
