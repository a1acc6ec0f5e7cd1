/** One row of a station's card: how many, which dish, what is different, what is dangerous, and how far it is. */

import { html, nothing, type TemplateResult } from "lit";
import type { Card, Line } from "../core/card.ts";
import { asideList, asides, furtherBlock } from "./aside.ts";
import { allergenNote, lineChanges, voidQuestion } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { chip, count, itemTags, secondName, setName } from "./row.ts";
import { t } from "./text.ts";
import { isOpen, type LineState, lineState, tapLine } from "./verbs.ts";

function mark(desk: Desk, line: Line, state: LineState): TemplateResult | typeof nothing {
  switch (state) {
    case "started": {
      const age = html`<kds-age .since=${line.task.started_ms} .now=${desk.screen.now}></kds-age>`;
      return chip("started", "play", html`${t("line.started")} ${age}`);
    }
    case "held":
      return chip("held", "pause", t("line.held"));
    case "void":
      return chip("void", "close", t("line.void"));
    case "queued":
    case "done":
    case "asked":
      return nothing;
  }
}

function tags({ item, task, changes }: Line): readonly TemplateResult[] {
  const all: TemplateResult[] = [];
  if (task.remake) all.push(chip("remake", "undo", t("line.remake")));
  if (item.addon && task.state !== "done" && !changes.some(({ change }) => change.kind === "added"))
    all.push(chip("addon", "plus", t("line.addon")));
  return [...all, ...itemTags(item)];
}

/** The row's first block. */
export function lineBlock(desk: Desk, card: Card, line: Line, startsFirst: boolean): TemplateResult {
  const { item, task } = line;
  const state = lineState(line);
  const finished = state === "done";
  const first = own(line) ? (asides(item)[0] ?? []) : [];
  return html`<div class="line" data-state=${state} data-task=${task.id}>
    ${count(desk, { ...line, key: task.id, about: task.id, finished })}
    <button
      class="dish"
      data-nav=${startsFirst && state === "queued" ? "start" : ""}
      aria-disabled=${isOpen(line) ? "false" : "true"}
      @click=${(event: Event) => tapLine(desk, card.id, line, startsFirst, event.timeStamp)}
    >
      <span class="dish-text">${setName(item)}<span class="name">${line.name}</span>${secondName(line.altName)}${
        own(line) ? nothing : secondName(t("line.for", { dish: item.name }))
      } ${mark(desk, line, state)} ${tags(line)}
      ${asideList(first)}
      ${finished ? html`<span class="unseen">${t("line.done")}</span>` : nothing}</span>
    </button>
    ${allergenNote(desk, line)} ${lineChanges(desk, line)} ${state === "asked" ? voidQuestion(desk, line.ticket.id, item) : nothing}
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
