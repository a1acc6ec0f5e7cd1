/** What came after sending: was → now, what is dangerous, what was taken back, and the buttons that answer. */

import { html, nothing, type TemplateResult } from "lit";
import type { Line, PassLine, Pending } from "../core/card.ts";
import type { Change, Item, RushReply, Ticket, VoidAnswer } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { type IconName, icon } from "./icon.ts";
import { allergenNames } from "./names.ts";
import { ifKnown, known, listed, t } from "./text.ts";
import { acknowledge, answerVoid } from "./verbs.ts";

const COOK_ANSWERS: readonly VoidAnswer[] = ["stop", "reuse", "waste"];

/** A cook does not decide that the guest keeps it, and nobody keeps what is on a cancelled ticket. */
export function passAnswers(ticket: Ticket): readonly VoidAnswer[] {
  return ticket.cancelled ? COOK_ANSWERS : [...COOK_ANSWERS, "keep"];
}

export const REPLIES: readonly Exclude<RushReply, "">[] = ["2min", "5min", "plating", "sold_out"];

/** Where one thing became another, the arrow between them is the sign. */
const MARKS: Readonly<Partial<Record<Change["kind"], IconName>>> = {
  added: "plus",
  voided: "close",
  merged: "link",
  cancelled: "close",
  allergen: "alert",
  sold_out: "soldout",
  recovered: "question",
};

/** The answer to a void comes as a code; every other text is the order's own. */
function answered(change: Change): string {
  const { kind, was, now } = change;
  return kind === "voided" || was === "void" ? (ifKnown(`void.${now}`) ?? "") : "";
}

/** Was → now, in words where one of them is missing. */
function difference(change: Change): unknown {
  const { kind, was, now } = change;
  const answer = answered(change);
  if (answer !== "" || kind === "cancelled") return answer || now;
  if (was === "") return html`<ins>${now}</ins>`;
  if (now === "") return html`<del>${was}</del>`;
  return html`<del>${was}</del>${icon("arrow")}<ins>${now}</ins>`;
}

function label({ kind }: Change): string {
  return t(`change.${kind}`);
}

/** One button says that all of these were seen. */
export function seenButton(desk: Desk, pending: readonly Pending[]): TemplateResult | typeof nothing {
  if (pending.length === 0) return nothing;
  return html`<button
    class="ok seen"
    data-nav="confirm"
    ?data-pressed=${pending.some(({ ticket, change }) => desk.pressed(`${ticket}#${change.id}`))}
    aria-label=${t("change.seen_label", { change: listed(pending.map(({ change }) => label(change))) })}
    @click=${() => acknowledge(desk, pending)}
  >
    ${icon("check")}<span>${t("change.seen")}</span>
  </button>`;
}

function changeText({ change, item }: Pending, named: boolean): TemplateResult {
  const mark = MARKS[change.kind];
  const name = named && item !== null ? `${item.name} ` : "";
  return html`<span class="change-text">${mark === undefined ? nothing : icon(mark)}${name}<b>${label(change)}</b> ${difference(change)}</span>`;
}

/** Changes that stand on no line. `all`: where nothing but changes is left on the card, one button says it for all. */
export function changeNote(
  desk: Desk,
  pending: readonly Pending[],
  all: readonly Pending[] = [],
  marks: readonly TemplateResult[] = [],
): TemplateResult {
  const kind = pending[0]?.change.kind ?? "voided";
  return html`<div class="change band" data-kind=${kind} ?data-all=${all.length > 0}>
    <span>${marks}${pending.map((one) => changeText(one, true))}</span>${seenButton(desk, all.length > 0 ? all : pending)}
  </div>`;
}

/** Below the dish: what is different. What is new, or gone, a mark beside the name says. */
export function lineChanges({ changes }: Line | PassLine): readonly TemplateResult[] {
  return changes
    .filter(({ change }) => change.kind !== "added" && (change.kind !== "voided" || answered(change) !== ""))
    .map((one) => html`<span class="change" data-kind=${one.change.kind}>${changeText(one, false)}</span>`);
}

/** Pattern, colour, sign and text; a button until this page has confirmed it. */
export function allergenNote(desk: Desk, line: Line | PassLine): TemplateResult | typeof nothing {
  const allergens = "allergens" in line ? line.allergens : [...line.item.allergens, ...line.ticket.allergens];
  const names = allergenNames([...new Set(allergens)], known);
  if (names === "" && line.unconfirmed.length === 0) return nothing;
  const told = names === "" ? listed(line.unconfirmed.map(({ change }) => change.now)) : names;
  const what = html`<span>${icon("alert")}<b>${t("allergen.warn", { allergens: told })}</b></span>`;
  if (line.unconfirmed.length === 0) {
    return html`<span class="allergen"><span class="confirmed">${icon("check")}${t("allergen.confirmed")}</span>${what}</span>`;
  }
  return html`<button class="allergen" data-nav="confirm" data-unconfirmed @click=${() => acknowledge(desk, line.unconfirmed)}>
    <span class="confirm">${t("allergen.confirm")}</span>${what}
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
