/** One row of a station's card: how many, which dish, what is different, what is dangerous, and how far it is. */

import { html, nothing, type TemplateResult } from "lit";
import type { Card, Line } from "../core/card.ts";
import { isUnfinished } from "../core/priority.ts";
import { asideList, asides, further } from "./aside.ts";
import { allergenNote, lineChanges, seenButton, voidQuestion } from "./changes.ts";
import type { Desk } from "./desk.ts";
import type { Piece } from "./face.ts";
import { stationName } from "./names.ts";
import { chip, count, hasAsides, itemTags, secondName, setName, voidMark } from "./row.ts";
import { t } from "./text.ts";
import { isOpen, type LineState, lineState, tapLine } from "./verbs.ts";

function mark(desk: Desk, card: Card, line: Line, state: LineState): TemplateResult | typeof nothing {
  switch (state) {
    case "started": {
      const age = html`<kds-age .since=${line.task.started_ms} .now=${desk.screen.now}></kds-age>`;
      return chip("started", "play", html`${t("line.started")} ${age}`);
    }
    case "held":
      return chip("held", "pause", t("line.held"));
    case "void":
      return voidMark([line.task], card.taken);
    case "queued":
    case "done":
    case "asked":
      return nothing;
  }
}

function tags(desk: Desk, { item, task, changes }: Line): readonly TemplateResult[] {
  const all: TemplateResult[] = [];
  if (desk.stations.length > 1)
    all.push(
      html`<span class="tag" data-station=${task.station}>${stationName(desk.screen.store.value, task.station)}</span>`,
    );
  if (task.remake) all.push(chip("remake", "undo", t("line.remake")));
  const news = changes.some(({ change }) => change.kind === "added");
  if (news || (item.addon && isUnfinished(task))) all.push(chip("addon", "plus", t("line.addon")));
  return [...all, ...itemTags(item)];
}

/** The row's first block; `seen`: it has a button of its own for what changed. */
export function lineBlock(desk: Desk, card: Card, line: Line, startsFirst: boolean, seen: boolean): TemplateResult {
  const { item, task } = line;
  const state = lineState(line);
  const finished = state === "done";
  const left = own(line) && isOpen(line) ? desk.few.value.get(item.sku) : undefined;
  const first = own(line) && hasAsides(card, item) ? (asides(item)[0] ?? []) : [];
  return html`<div class="line" data-state=${state} data-task=${task.id} ?data-news=${seen && line.changes.length > 0}>
    ${count(desk, { ...line, key: task.id, about: task.id, finished, left })}
    <button
      class="dish"
      data-nav=${state === "void" ? nothing : startsFirst && state === "queued" ? "start" : ""}
      aria-disabled=${isOpen(line) ? "false" : "true"}
      @click=${(event: Event) => tapLine(desk, card.id, line, startsFirst, event.timeStamp)}
    >
      <span class="dish-text">${setName(item)}<span class="name">${line.name}</span> ${mark(desk, card, line, state)} ${tags(desk, line)} ${secondName(
        own(line) ? line.altName : t("line.for", { dish: item.name }),
      )}
      ${lineChanges(line)} ${asideList(first)}
      ${finished ? html`<span class="unseen">${t("line.done")}</span>` : nothing}</span>
    </button>
    ${seen ? seenButton(desk, line.changes) : nothing} ${allergenNote(desk, line)} ${state === "asked" ? voidQuestion(desk, line.ticket.id, item) : nothing}
  </div>`;
}

/** Is it the dish itself? A modifier's task ("fries") has nothing of the dish's own to say. */
function own(line: Line): boolean {
  return line.task.name === "";
}

/** The row's further blocks, where one dish has very much to say. */
export function furtherPieces(card: Card, line: Line): readonly Piece[] {
  return own(line) && hasAsides(card, line.item) ? further(line.task.id, line.item, lineState(line)) : [];
}
