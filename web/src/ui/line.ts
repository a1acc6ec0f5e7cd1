/** One row of a card: how many, which dish, what is different, what is dangerous, and how far it is. */

import { html, nothing, type TemplateResult } from "lit";
import type { Card, Line } from "../core/card.ts";
import { asideList, asides, furtherBlock } from "./aside.ts";
import { allergenNote, lineChanges, voidQuestion } from "./changes.ts";
import { moment } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { stationName } from "./names.ts";
import { quantityText } from "./quantity.ts";
import { t } from "./text.ts";
import { type LineState, lineState, takeBack, tapLine } from "./verbs.ts";

function previousStation(line: Line): string {
  const before = line.item.tasks.filter(
    (task) => task.chain === line.task.chain && task.step < line.task.step && task.state !== "done",
  );
  return before[before.length - 1]?.station ?? line.task.station;
}

function mark(desk: Desk, line: Line, state: LineState): TemplateResult | typeof nothing {
  const { screen } = desk;
  switch (state) {
    case "started":
      return html`<span class="chip" data-chip="started">${icon("play")}${t("line.started")}
        <kds-age .since=${line.task.started_ms} .now=${screen.now}></kds-age></span>`;
    case "held":
      return html`<span class="chip" data-chip="held">${icon("pause")}${t("line.held")}</span>`;
    case "step": {
      const station = stationName(screen.store.value, previousStation(line));
      return html`<span class="chip" data-chip="held">${icon("wait")}${t("line.after", { station })}</span>`;
    }
    case "due": {
      const time = moment(line.ticket.release_ms, screen.store.value?.timezone ?? "UTC");
      return html`<span class="chip" data-chip="held">${icon("clock")}${t("line.from", { time })}</span>`;
    }
    case "void":
      return html`<span class="chip" data-chip="void">${icon("close")}${t("line.void")}</span>`;
    case "queued":
    case "done":
    case "asked":
      return nothing;
  }
}

function tags(line: Line): readonly TemplateResult[] {
  const { item, task } = line;
  const all: TemplateResult[] = [];
  if (task.remake) all.push(html`<span class="chip" data-chip="remake">${icon("undo")}${t("line.remake")}</span>`);
  if (item.addon && task.state !== "done" && !line.changes.some(({ change }) => change.kind === "added"))
    all.push(html`<span class="chip" data-chip="addon">${icon("plus")}${t("line.addon")}</span>`);
  if (item.unrouted)
    all.push(html`<span class="chip" data-chip="unrouted">${icon("question")}${t("line.unrouted")}</span>`);
  if (item.seat !== "") all.push(html`<span class="tag">${t("who.seat", { seat: item.seat })}</span>`);
  if (item.course > 1) all.push(html`<span class="tag">${t("line.course", { course: item.course })}</span>`);
  return all;
}

function dishNames(line: Line): TemplateResult {
  const { item, name, altName } = line;
  return html`${item.set_name === "" ? nothing : html`<span class="set">${icon("list")}${item.set_name}</span>`}<span
      class="name"
      >${name}</span
    >${altName === "" ? nothing : html` <span class="alt">${altName}</span>`}${!own(line) ? html` <span class="alt">${t("line.for", { dish: item.name })}</span>` : nothing}`;
}

/** The place of the quantity is where a fresh bump can be taken back. */
function count(desk: Desk, line: Line, state: LineState): TemplateResult {
  const undo = desk.undos.ofLine(line.task.id);
  if (undo !== undefined && state === "done") {
    desk.screen.now.value;
    return html`<button class="line-undo" aria-label=${t("undo.line", { dish: line.name })} @click=${() => takeBack(desk, undo)}>
      ${icon("undo")}<span class="left">${desk.undos.secondsLeft(undo)}</span></button>`;
  }
  const pressed = desk.pressed(line.task.id);
  return html`<span class="count">${state === "done" ? icon("check") : nothing}${quantityText(line.quantity, line.unit, line.loud)}${pressed ? html`<span class="sending" title=${t("line.sending")}>${icon("wait")}</span>` : nothing}</span>`;
}

/** The row's first block. */
export function lineBlock(desk: Desk, card: Card, line: Line, startsFirst: boolean): TemplateResult {
  const state = lineState(line);
  const open = state !== "done" && state !== "void" && state !== "asked";
  const first = own(line) ? (asides(line.item)[0] ?? []) : [];
  return html`<div class="line" data-state=${state} data-task=${line.task.id}>
    ${count(desk, line, state)}
    <button
      class="dish"
      data-nav
      aria-disabled=${open ? "false" : "true"}
      @click=${(event: Event) => tapLine(desk, card.id, line, startsFirst, event.timeStamp)}
    >
      <span class="dish-text">${dishNames(line)} ${mark(desk, line, state)} ${tags(line)}
      ${asideList(first)}
      ${state === "done" ? html`<span class="unseen">${t("line.done")}</span>` : nothing}</span>
    </button>
    ${allergenNote(desk, line)} ${lineChanges(desk, line)} ${state === "asked" ? voidQuestion(desk, line.ticket.id, line.item) : nothing}
  </div>`;
}

/** Is it the dish itself? A modifier's task ("fries") has nothing of the dish's own to say. */
function own(line: Line): boolean {
  return line.task.name === "";
}

/** The row's further blocks, where one dish has very much to say. */
export function furtherBlocks(line: Line): readonly TemplateResult[] {
  const more = own(line) ? asides(line.item).slice(1) : [];
  return more.map((drawn) => furtherBlock(drawn, lineState(line)));
}
