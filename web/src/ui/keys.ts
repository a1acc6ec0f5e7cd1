/** The keyboard on the page: tells the machine what is pressed and what is on the glass, and does what it says. */

import type { Effect } from "../core/keys/glass.ts";
import { handsOff, IDLE, type Keys, play, recover } from "../core/keys/play.ts";
import type { Stroke } from "../core/keys/strokes.ts";
import type { Desk } from "./desk.ts";
import { layout } from "./keyboard.ts";
import { showPress } from "./press.ts";
import { look, type Seen } from "./stops.ts";
import { takeBack } from "./verbs.ts";

/** Somebody writes there, or moves a slider: only the way out is ours. */
const OWN_KEYS = "input, textarea, select";
/** Tab brings the focus to buttons that no key of ours walks to; there the browser's own keys press. */
const ELSEWHERE = "button:not([data-nav]), a[href], summary";

function undo(desk: Desk, group: string): void {
  const latest = [...desk.undos.open.value].reverse();
  const one = latest.find(({ card }) => group.startsWith(`${card} `)) ?? latest[0];
  if (one === undefined) desk.say("hint.nothing_to_undo");
  else takeBack(desk, one);
}

function perform(desk: Desk, effect: Effect, { buttons }: Seen): void {
  const button = "at" in effect ? buttons.get(effect.at.group)?.[effect.at.stop] : undefined;
  switch (effect.kind) {
    case "go":
      return button?.focus();
    case "press":
      button?.focus();
      return button?.click();
    case "leave":
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return;
    case "close":
      desk.panel.value = "";
      return;
    case "toggle":
      return desk.toggle(effect.panel);
    case "turn":
      return desk.turn(effect.pages, effect.around);
    case "undo":
      return undo(desk, effect.group);
    case "say":
      return desk.say(effect.hint);
  }
}

export function strokeOf(event: KeyboardEvent): Stroke {
  const { code, repeat, ctrlKey, altKey, metaKey } = event;
  return { type: event.type === "keyup" ? "up" : "down", code, repeat, ctrl: ctrlKey, alt: altKey || metaKey };
}

/** Does the browser know best what this key does to what has the focus? */
function isBrowsers(event: KeyboardEvent): boolean {
  const focused = document.activeElement;
  if (focused === null) return false;
  if (focused.matches(OWN_KEYS)) return event.code !== "Escape";
  return focused.matches(ELSEWHERE) && !event.repeat && (event.key === "Enter" || event.key === " ");
}

export function listenToKeys(desk: Desk, root: HTMLElement, until: AbortSignal): void {
  if (until.aborted) return;
  showPress(window, until);
  let keys: Keys = IDLE;
  const see = () => look(root, desk.taps.movedJustNow(performance.now()));
  const onKey = (event: KeyboardEvent) => {
    document.documentElement.dataset.by = "keys";
    if (isBrowsers(event)) return;
    let seen: Seen | null = null;
    const played = play(keys, strokeOf(event), layout.value, () => {
      seen = see();
      return seen.glass;
    });
    keys = played.keys;
    if (played.swallow) event.preventDefault();
    for (const effect of played.effects) perform(desk, effect, seen ?? see());
  };
  const onPointer = () => {
    document.documentElement.dataset.by = "pointer";
    keys = IDLE;
  };
  // A button that answered may be gone with its question; the keys go on beside it, never on another card.
  const gone = new MutationObserver(() => {
    if (document.documentElement.dataset.by !== "keys" || document.activeElement !== document.body) return;
    if (keys.cursor.page === null && keys.cursor.panel === null) return;
    const seen = see();
    const found = recover(keys, seen.glass);
    keys = found.keys;
    if (found.to !== null) perform(desk, { kind: "go", at: found.to }, seen);
  });
  gone.observe(root, { childList: true, subtree: true });
  until.addEventListener("abort", () => gone.disconnect());
  const onBlur = () => {
    keys = handsOff(keys);
  };
  window.addEventListener("keydown", onKey, { signal: until });
  window.addEventListener("keyup", onKey, { signal: until });
  window.addEventListener("blur", onBlur, { signal: until });
  window.addEventListener("pointerdown", onPointer, { signal: until, passive: true });
  // From here on a key is heard.
  root.dataset.keys = "heard";
}
