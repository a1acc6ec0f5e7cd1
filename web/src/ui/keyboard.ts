/** The keys of this screen's keyboard or bump bar, as they are printed on its buttons and cards. */

import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { Action } from "../core/keys/actions.ts";
import { capOf } from "../core/keys/caps.ts";
import { codesOf, layoutOf, pressesFor } from "../core/keys/presets.ts";
import { settings } from "./settings.ts";
import { ifKnown, t } from "./text.ts";

export const layout = computed(() => layoutOf(settings.value.keys));

/** The key in full: of keys that look alike it says which one. */
export function keyName(code: string): string {
  const { sign, pad, side } = capOf(code);
  const word = ifKnown(`cap.${sign}`) ?? sign;
  if (pad) return t("cap.pad", { key: word });
  return side === "" ? word : t(side === "Left" ? "cap.left" : "cap.right", { key: word });
}

/** What is printed on the first key of an action; empty: it has none. */
export function capText(action: Action): string {
  const [code] = codesOf(layout.value, action);
  if (code === undefined) return "";
  const { sign } = capOf(code);
  return ifKnown(`cap.${sign}`) ?? sign;
}

/** What picks the card in this place: the key as often as it is pressed. */
export function slotCaps(place: number): string {
  const { slot, times } = pressesFor(layout.value, place);
  const cap = capText(slot);
  return Array<string>(times)
    .fill(cap)
    .join([...cap].length > 1 ? " " : "");
}

export function keyCap(action: Action): TemplateResult | typeof nothing {
  const text = capText(action);
  return text === "" ? nothing : html`<kbd>${text}</kbd>`;
}
