/** What a row has at a station and at the pass alike: how many, with the undo in its place, names and small marks. */

import { html, nothing, type TemplateResult } from "lit";
import type { Taken } from "../core/card.ts";
import type { Item, Task } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { type IconName, icon } from "./icon.ts";
import { quantityText } from "./quantity.ts";
import { t } from "./text.ts";
import { takeBack } from "./verbs.ts";

/** How many of what, and how far it is. */
export interface Counted {
  /** Key of the row's first block. */
  readonly key: string;
  /** Id of the task or item that a waiting command names. */
  readonly about: string;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly loud: boolean;
  /** Done here: the place of the quantity is where a fresh tap can be taken back. */
  readonly finished: boolean;
  /** Portions of the dish that are left to sell, where few are. */
  readonly left: number | undefined;
}

export function count(desk: Desk, row: Counted): TemplateResult {
  const undo = row.finished ? desk.undos.ofLine(row.key) : undefined;
  if (undo !== undefined) {
    desk.screen.now.value;
    return html`<button class="line-undo" data-nav="undo" @click=${() => takeBack(desk, undo)}>
      ${icon("undo")}<span class="unseen">${t("undo.line", { dish: row.name })}</span><span class="left">${desk.undos.secondsLeft(undo)}</span></button>`;
  }
  const sending = html`<span class="sending" title=${t("line.sending")}>${icon("wait")}</span>`;
  // In the room beside a dish's first line, so that no row grows under a finger when portions are sold.
  const few =
    row.left === undefined || row.finished
      ? nothing
      : html`<small class="few">${t("soldout.left", { count: row.left })}</small>`;
  return html`<span class="count">${row.finished ? icon("check") : nothing}${quantityText(row.quantity, row.unit, row.loud)}${desk.pressed(row.about) ? sending : nothing}${few}</span>`;
}

export function chip(kind: string, sign: IconName, text: unknown): TemplateResult {
  return html`<span class="chip" data-chip=${kind}>${icon(sign)}${text}</span>`;
}

export function isMade(tasks: readonly Task[]): boolean {
  return tasks.length > 0 && tasks.every((task) => task.done_ms > 0);
}

/** How a dish was to be made says nothing any more on a card that is only there to be stopped. */
export function hasAsides({ taken }: { readonly taken: Taken }, item: Item): boolean {
  return taken === "" || item.state !== "void";
}

/** Food that nobody wants any more; what was made before that is somewhere, and must not go out. */
export function voidMark(tasks: readonly Task[], taken: Taken): TemplateResult {
  // The header of its card shows it for all of them.
  const gone =
    taken === "" ? chip("void", "close", t("line.void")) : html`<span class="unseen">${t("line.void")}</span>`;
  return html`${gone} ${isMade(tasks) ? chip("made", "serve", t("line.made")) : nothing}`;
}

export function setName({ set_name }: Item): TemplateResult | typeof nothing {
  return set_name === "" ? nothing : html`<span class="set">${icon("list")}${set_name}</span>`;
}

export function secondName(name: string): TemplateResult | typeof nothing {
  return name === "" ? nothing : html` <span class="alt">${name}</span>`;
}

/** What an item is wherever it is drawn. */
export function itemTags({ course, seat, unrouted }: Item): readonly TemplateResult[] {
  const all: TemplateResult[] = [];
  const tag = (text: string) => all.push(html`<span class="tag">${text}</span>`);
  if (unrouted) all.push(chip("unrouted", "question", t("line.unrouted")));
  if (seat !== "") tag(t("who.seat", { seat }));
  if (course > 1) tag(t("line.course", { course }));
  return all;
}
