/** One row at the pass: an item with every station that works on it. */

import { html, nothing, type TemplateResult } from "lit";
import type { PassCard, PassLine, Progress } from "../core/card.ts";
import { asideList, asides, furtherBlock } from "./aside.ts";
import { allergenNote, lineChanges, PASS_ANSWERS, voidQuestion } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { stationName } from "./names.ts";
import { blockOf, serveLine } from "./pass-verbs.ts";
import { quantityText } from "./quantity.ts";
import { t } from "./text.ts";
import { takeBack } from "./verbs.ts";

/** A station's part of an item: sign and word, not colour alone. */
export function stationMark(desk: Desk, progress: Progress): TemplateResult {
  const { done, started, total } = progress;
  const at = done === total ? "done" : started > 0 ? "started" : "queued";
  const sign = { done: icon("check"), started: icon("play"), queued: nothing }[at];
  return html`<span class="station-mark" data-at=${at}>${sign}${stationName(desk.screen.store.value, progress.station)}${
    total > 1 ? html` ${done}/${total}` : nothing
  }</span>`;
}

function count(desk: Desk, line: PassLine): TemplateResult {
  const { item } = line;
  const undo = desk.undos.ofLine(blockOf(item));
  if (undo !== undefined && item.state === "served") {
    desk.screen.now.value;
    return html`<button class="line-undo" data-nav aria-label=${t("undo.line", { dish: item.name })} @click=${() => takeBack(desk, undo)}>
      ${icon("undo")}<span class="left">${desk.undos.secondsLeft(undo)}</span></button>`;
  }
  return html`<span class="count">${item.state === "served" ? icon("check") : nothing}${quantityText(item.quantity, item.unit, line.loud)}${desk.pressed(item.id) ? html`<span class="sending">${icon("wait")}</span>` : nothing}</span>`;
}

function tags(line: PassLine): TemplateResult {
  const { item, rush } = line;
  return html`${item.state === "ready" ? html`<span class="chip" data-chip="ready">${icon("serve")}${t("pass.ready")}</span>` : nothing}
    ${item.state === "served" ? html`<span class="chip" data-chip="served">${icon("check")}${t("pass.served")}</span>` : nothing}
    ${item.state === "void" ? html`<span class="chip" data-chip="void">${icon("close")}${t("line.void")}</span>` : nothing}
    ${line.held ? html`<span class="chip" data-chip="held">${icon("pause")}${t("line.held")}</span>` : nothing}
    ${rush !== null && item.state === "open" ? html`<span class="chip" data-chip="rush">${icon("rush")}${rush.reply === "" ? t("badge.rush") : t(`reply.${rush.reply}`)}</span>` : nothing}
    ${item.unrouted ? html`<span class="chip" data-chip="unrouted">${icon("question")}${t("line.unrouted")}</span>` : nothing}
    ${item.sold_out ? html`<span class="chip" data-chip="out">${icon("soldout")}${t("soldout.out")}</span>` : nothing}
    ${item.seat === "" ? nothing : html`<span class="tag">${t("who.seat", { seat: item.seat })}</span>`}
    ${item.course > 1 ? html`<span class="tag">${t("line.course", { course: item.course })}</span>` : nothing}`;
}

export function passLine(desk: Desk, card: PassCard, line: PassLine): TemplateResult {
  const { item } = line;
  return html`<div class="line" data-state=${item.state} data-item=${item.id}>
    ${count(desk, line)}
    <button
      class="dish"
      data-nav
      aria-disabled=${item.state === "ready" ? "false" : "true"}
      @click=${(event: Event) => serveLine(desk, card.id, line, event.timeStamp)}
    >
      <span class="dish-text">${item.set_name === "" ? nothing : html`<span class="set">${icon("list")}${item.set_name}</span>`}
      <span class="name">${item.name}</span> ${item.alt_name === "" ? nothing : html`<span class="alt">${item.alt_name}</span>`}
      ${tags(line)} ${item.state === "open" ? line.progress.map((one) => stationMark(desk, one)) : nothing}
      ${asideList(asides(item)[0] ?? [])}</span>
    </button>
    ${allergenNote(desk, line)} ${lineChanges(desk, line)}
    ${item.void_asked === "" || item.state === "void" ? nothing : voidQuestion(desk, line.ticket.id, item, line.ticket.cancelled ? PASS_ANSWERS.filter((one) => one !== "keep") : PASS_ANSWERS)}
  </div>`;
}

/** The row's further blocks, where one dish has very much to say. */
export function furtherPassBlocks(line: PassLine): readonly TemplateResult[] {
  return asides(line.item)
    .slice(1)
    .map((drawn) => furtherBlock(drawn, line.item.state));
}
