/** A dish on a table as the waiter sees it: what, how far, what was asked; a tap opens what can be done. */

import { html, nothing, type TemplateResult } from "lit";
import type { Item, ModifierAction, Ticket } from "../../core/documents.ts";
import { canGoOut } from "../../core/floor.ts";
import { type IconName, icon } from "../icon.ts";
import { allergenNames } from "../names.ts";
import { quantityText } from "../quantity.ts";
import { chip } from "../row.ts";
import { known, t } from "../text.ts";
import type { Pos } from "./pos.ts";
import { answerText } from "./words.ts";

interface Progress {
  readonly kind: string;
  readonly sign: IconName;
  readonly text: string;
}

/** How far the dish is, in one word. */
export function progressOf(item: Item): Progress {
  if (item.state === "void") return { kind: "void", sign: "close", text: answerText(item) };
  if (item.state === "served") return { kind: "served", sign: "check", text: t("pass.served") };
  if (item.state === "ready") return { kind: "ready", sign: "serve", text: t("pass.ready") };
  const tasks = item.tasks.filter((task) => task.state !== "void");
  if (tasks.some((task) => task.state === "started" || task.state === "done"))
    return { kind: "cooking", sign: "play", text: t("line.started") };
  if (tasks.some((task) => task.wait === "recovered"))
    return { kind: "held", sign: "undo", text: t("recovered.badge") };
  if (tasks.some((task) => task.wait === "held")) return { kind: "held", sign: "pause", text: t("line.held") };
  return { kind: "waiting", sign: "clock", text: t("pos.waiting") };
}

/** Modifiers, notes and allergens of a sent or an unsent line. */
export function differences(
  line: Pick<Item, "note" | "allergens"> & { modifiers: readonly { name: string; action: ModifierAction }[] },
): TemplateResult {
  return html`${line.modifiers.map(({ name, action }) => html`<span class="diff" data-action=${action}>${t(`modifier.${action}`, { name })}</span>`)}
    ${line.note === "" ? nothing : html`<span class="note">${icon("note")}${line.note}</span>`}
    ${line.allergens.length === 0 ? nothing : html`<span class="warn">${icon("alert")}${t("allergen.warn", { allergens: allergenNames(line.allergens, known) })}</span>`}`;
}

/** Seat and course, where they say something. */
export function places({ seat, course }: Pick<Item, "seat" | "course">): readonly TemplateResult[] {
  const words = [seat === "" ? "" : t("who.seat", { seat }), course > 1 ? t("line.course", { course }) : ""];
  return words.filter((one) => one !== "").map((one) => html`<span class="tag">${one}</span>`);
}

function rushChip({ rush, state }: Item): TemplateResult | typeof nothing {
  if (rush === null || state !== "open") return nothing;
  return rush.reply === ""
    ? chip("rush", "rush", t("pos.rush_asked"))
    : chip("reply", "check", t("badge.replied", { reply: t(`reply.${rush.reply}`) }));
}

export function itemRow(pos: Pos, ticket: Ticket, item: Item): TemplateResult {
  const { kind, sign, text } = progressOf(item);
  const open = () => {
    pos.sheet.value = { kind: "item", ticket: ticket.id, item: item.id };
  };
  const asked = item.void_asked !== "" && item.state !== "void";
  return html`<li class="order-item" data-state=${item.state}>
    <button class="item" @click=${open}>
      <span class="item-count">${quantityText(item.quantity, item.unit, false)}</span>
      <span class="item-text"><span class="name">${item.name}</span>${places(item)} ${differences(item)}</span>
      <span class="item-state">
        ${chip(kind, sign, text)}
        ${rushChip(item)}
        ${asked ? chip("asked", "question", t("pos.void_asked")) : nothing}
        ${item.sold_out ? chip("out", "soldout", t("soldout.out")) : nothing}
        ${item.state === "ready" && !canGoOut(ticket, item) ? chip("confirm", "alert", t("pos.confirm_at_pass")) : nothing}
        ${pos.desk.pressed(item.id) ? chip("sending", "wait", t("pos.sending")) : nothing}
      </span>
    </button>
    ${
      canGoOut(ticket, item)
        ? html`<button class="act" data-verb="serve" aria-label=${t("pos.serve_label", { dish: item.name })} @click=${() => pos.desk.send({ kind: "serve", ticket: ticket.id, items: [item.id] })}>${icon("serve")}</button>`
        : nothing
    }
  </li>`;
}
