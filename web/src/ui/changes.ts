/** What came after sending: was → now, what is dangerous, what was taken back, and the buttons that answer. */

import { html, nothing, type TemplateResult } from "lit";
import type { Line, PassLine, Pending } from "../core/card.ts";
import type { Change, Item, RushReply, Ticket, VoidAnswer } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { type IconName, icon } from "./icon.ts";
import { allergenNames } from "./names.ts";
import { known, t } from "./text.ts";
import { acknowledge, answerVoid } from "./verbs.ts";

const COOK_ANSWERS: readonly VoidAnswer[] = ["stop", "reuse", "waste"];

/** A cook does not decide that the guest keeps it, and nobody keeps what is on a cancelled ticket. */
export function passAnswers(ticket: Ticket): readonly VoidAnswer[] {
  return ticket.cancelled ? COOK_ANSWERS : [...COOK_ANSWERS, "keep"];
}

export const REPLIES: readonly Exclude<RushReply, "">[] = ["2min", "5min", "plating", "sold_out"];

const MARKS: Readonly<Record<Change["kind"], IconName>> = {
  added: "plus",
  voided: "close",
  modified: "arrow",
  less: "arrow",
  moved: "arrow",
  merged: "link",
  split: "arrow",
  cancelled: "close",
  allergen: "alert",
  sold_out: "soldout",
  recovered: "question",
};

/** Was → now, in words where one of them is missing. */
function difference(change: Change): TemplateResult {
  const { was, now } = change;
  if (was === "" && now === "") return html``;
  if (was === "") return html`<ins>${now}</ins>`;
  if (now === "") return html`<del>${was}</del>`;
  return html`<del>${was}</del>${icon("arrow")}<ins>${now}</ins>`;
}

/** A change with the button that says it was seen. */
export function changeNote(desk: Desk, pending: Pending): TemplateResult {
  const { change, ticket } = pending;
  const label = t(`change.${change.kind}`);
  return html`<div class="change" data-kind=${change.kind}>
    <span class="change-text">${icon(MARKS[change.kind])}<b>${label}</b> ${difference(change)}</span>
    <button
      class="ok"
      data-nav="confirm"
      ?data-pressed=${desk.pressed(`${ticket}#${change.id}`)}
      aria-label=${t("change.seen_label", { change: label })}
      @click=${() => acknowledge(desk, [pending])}
    >
      ${icon("check")}${t("change.seen")}
    </button>
  </div>`;
}

export function lineChanges(desk: Desk, line: Line | PassLine): readonly TemplateResult[] {
  return line.changes.map((pending) => changeNote(desk, pending));
}

/** Pattern, colour, sign and text; a button until this page has confirmed it. */
export function allergenNote(desk: Desk, line: Line | PassLine): TemplateResult | typeof nothing {
  const allergens = "allergens" in line ? line.allergens : [...line.item.allergens, ...line.ticket.allergens];
  const names = allergenNames([...new Set(allergens)], known);
  if (names === "" && line.unconfirmed.length === 0) return nothing;
  const told = names === "" ? line.unconfirmed.map(({ change }) => change.now).join(", ") : names;
  const what = html`<span>${icon("alert")}<b>${t("allergen.warn", { allergens: told })}</b></span>`;
  if (line.unconfirmed.length === 0) {
    return html`<span class="allergen">${what}<span class="confirmed">${icon("check")}${t("allergen.confirmed")}</span></span>`;
  }
  return html`<button class="allergen" data-nav="confirm" data-unconfirmed @click=${() => acknowledge(desk, line.unconfirmed)}>
    ${what}<span class="confirm">${t("allergen.confirm")}</span>
  </button>`;
}

/** Started food that somebody wants voided: what becomes of it? */
export function voidQuestion(desk: Desk, ticket: string, item: Item, answers = COOK_ANSWERS): TemplateResult {
  return html`<div class="ask" role="group" aria-label=${t("void.ask", { who: item.void_asked })}>
    <span class="ask-text">${icon("question")}<b>${t("void.ask", { who: item.void_asked })}</b> ${item.reason}</span>
    <span class="answers">
      ${answers.map(
        (answer, index) =>
          html`<button class="answer" data-nav=${index === 0 ? "ask" : ""} @click=${() => answerVoid(desk, ticket, item.id, answer)}>${t(`void.${answer}`)}</button>`,
      )}
    </span>
  </div>`;
}
