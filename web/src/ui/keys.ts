/** The keyboard, by the place of its keys: what each does, and how the focus walks. */

import type { Desk } from "./desk.ts";

export type Act =
  | { readonly kind: "pick"; readonly place: number }
  | { readonly kind: "panel"; readonly panel: "recall" | "soldout" }
  | { readonly kind: "page"; readonly pages: 1 | -1 }
  | { readonly kind: "walk"; readonly steps: 1 | -1 }
  | { readonly kind: "leave" };

const DIGIT = /^(?:Digit|Numpad)([0-9])$/;

/** Null: the key is not ours. A zero stands for the tenth place. */
export function actOf(code: string): Act | null {
  const digit = DIGIT.exec(code)?.[1];
  if (digit !== undefined) return { kind: "pick", place: digit === "0" ? 10 : Number(digit) };
  switch (code) {
    case "Minus":
    case "NumpadSubtract":
      return { kind: "panel", panel: "recall" };
    case "KeyS":
      return { kind: "panel", panel: "soldout" };
    case "ArrowLeft":
      return { kind: "page", pages: -1 };
    case "ArrowRight":
      return { kind: "page", pages: 1 };
    case "ArrowUp":
      return { kind: "walk", steps: -1 };
    case "ArrowDown":
      return { kind: "walk", steps: 1 };
    case "Escape":
      return { kind: "leave" };
    default:
      return null;
  }
}

function focusables(within: Element): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>("[data-nav]")].filter((one) => one.offsetParent !== null);
}

/** The open panel, else the card that has the focus. */
function place(root: Element): Element | null {
  return root.querySelector("dialog[open]") ?? document.activeElement?.closest("kds-card") ?? null;
}

function walk(desk: Desk, root: Element, steps: 1 | -1): void {
  const within = place(root);
  if (within === null) return desk.toggle("allday");
  const all = focusables(within);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + steps));
  all[to]?.focus();
}

function pick(root: Element, number: number): void {
  const dialog = root.querySelector("dialog[open]");
  if (dialog !== null) focusables(dialog)[number - 1]?.focus();
  else root.querySelector<HTMLElement>(`[data-place="${number}"] [data-head]`)?.focus();
}

function perform(desk: Desk, root: Element, act: Act): void {
  switch (act.kind) {
    case "pick":
      return pick(root, act.place);
    case "panel":
      return desk.toggle(act.panel);
    case "page":
      return desk.turn(act.pages);
    case "walk":
      return walk(desk, root, act.steps);
    case "leave":
      desk.panel.value = "";
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
}

/** Enter presses what has the focus, as the browser does it; a key that is held down presses once. */
export function listenToKeys(desk: Desk, root: HTMLElement, until: AbortSignal): void {
  const onKey = (event: KeyboardEvent) => {
    document.documentElement.dataset.by = "keys";
    if (event.repeat && event.code !== "Tab") return event.preventDefault();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = actOf(event.code);
    if (act === null) return;
    event.preventDefault();
    perform(desk, root, act);
  };
  const onPointer = () => {
    document.documentElement.dataset.by = "pointer";
  };
  window.addEventListener("keydown", onKey, { signal: until });
  window.addEventListener("pointerdown", onPointer, { signal: until, passive: true });
}
