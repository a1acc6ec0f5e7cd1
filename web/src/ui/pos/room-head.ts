/** The heading of a part of the house, and whether this phone rings for it: others may look after it. */

import { html, nothing, type TemplateResult } from "lit";
import { type IconName, icon } from "../icon.ts";
import { t } from "../text.ts";
import type { Pos } from "./pos.ts";

/** `room`: its key; empty: it is the whole house, and the volume is enough. */
export function roomHead(pos: Pos, sign: IconName, name: string, room: string): TemplateResult {
  return html`<div class="room-head"><h2>${icon(sign)}${name}</h2>${room === "" ? nothing : bell(pos, name, room)}</div>`;
}

function bell({ silent }: Pos, name: string, room: string): TemplateResult {
  const rings = !silent.value.has(room);
  const turn = () => {
    silent.value = new Set(rings ? [...silent.value, room] : [...silent.value].filter((one) => one !== room));
  };
  return html`<button class="tool" data-rings=${rings ? "yes" : "no"} aria-pressed=${rings} @click=${turn}>
    ${icon(rings ? "sound" : "muted")}<span class="unseen">${name}</span>${t(rings ? "pos.rings" : "pos.silent")}
  </button>`;
}
