/** One row at the pass: an item with every station that works on it; what is served is one quiet line. */

import { html, nothing, type TemplateResult } from "lit";
import type { PassCard, PassLine, Progress } from "../core/card.ts";
import { asideList, asides, further } from "./aside.ts";
import { allergenNote, lineChanges, passAnswers, seenButton, voidQuestion } from "./changes.ts";
import type { Desk } from "./desk.ts";
import type { Piece } from "./face.ts";
import { icon } from "./icon.ts";
import { stationName } from "./names.ts";
import { blockOf, serveLine } from "./pass-verbs.ts";
import { chip, count, hasAsides, itemTags, secondName, setName, voidMark } from "./row.ts";
import { t } from "./text.ts";

/** A station's part of an item: sign and word, not colour alone. */
function stationMark(desk: Desk, { station, done, started, total }: Progress): TemplateResult {
  const at = done === total ? "done" : started > 0 ? "started" : "queued";
  const sign = { done: icon("check"), started: icon("play"), queued: nothing }[at];
  const name = stationName(desk.screen.store.value, station);
  return html`<span class="station-mark" data-at=${at}>${sign}${name}${total > 1 ? ` ${done}/${total}` : nothing}</span>`;
}

/** How far the dish is comes first: it stands on the line of the name where there is room. */
function tags(desk: Desk, card: PassCard, line: PassLine, headed: boolean): readonly TemplateResult[] {
  const { item, held, rush, progress, changes } = line;
  const all: TemplateResult[] = [];
  if (item.state === "open") all.push(...progress.map((one) => stationMark(desk, one)));
  if (item.state === "ready") all.push(chip("ready", "serve", t("pass.ready")));
  if (item.state === "served") all.push(chip("served", "check", t("pass.served")));
  if (item.state === "void") all.push(voidMark(item.tasks, card.taken));
  if (changes.some(({ change }) => change.kind === "added")) all.push(chip("addon", "plus", t("line.addon")));
  if (held) all.push(chip("held", "pause", t("line.held")));
  if (rush !== null && item.state === "open")
    all.push(chip("rush", "rush", rush.reply === "" ? t("badge.rush") : t(`reply.${rush.reply}`)));
  if (item.sold_out) all.push(chip("out", "soldout", t("soldout.out")));
  return [...all, ...itemTags(headed ? { ...item, course: 0 } : item)];
}

function passCount(desk: Desk, { item, loud }: PassLine): TemplateResult {
  const finished = item.state === "served";
  const left = item.state === "open" ? desk.few.value.get(item.sku) : undefined;
  return count(desk, { ...item, key: blockOf(item), about: item.id, loud: loud && !finished, finished, left });
}

/** What somebody still has to answer, whatever has become of the dish. */
function question(desk: Desk, { item, ticket }: PassLine): TemplateResult | typeof nothing {
  const asked = item.void_asked !== "" && item.state !== "void";
  return asked ? voidQuestion(desk, ticket.id, item, passAnswers(ticket)) : nothing;
}

/** `seen`: the row has a button of its own for what changed. `headed`: its course is named above it. */
export function passLine(desk: Desk, card: PassCard, line: PassLine, seen: boolean, headed: boolean): TemplateResult {
  const { item } = line;
  return html`<div class="line" data-state=${item.state} data-item=${item.id} ?data-news=${seen && line.changes.length > 0}>
    ${passCount(desk, line)}
    <button
      class="dish"
      ?data-nav=${item.state !== "void"}
      aria-disabled=${item.state === "ready" ? "false" : "true"}
      @click=${(event: Event) => serveLine(desk, card.id, line, event.timeStamp)}
    >
      <span class="dish-text">${setName(item)}<span class="name">${item.name}</span> ${tags(desk, card, line, headed)}${secondName(item.alt_name)}
      ${lineChanges(line)} ${asideList(hasAsides(card, item) ? (asides(item)[0] ?? []) : [])}</span>
    </button>
    ${seen ? seenButton(desk, line.changes) : nothing} ${allergenNote(desk, line)} ${question(desk, line)}
  </div>`;
}

/** The row of a dish that is on its table: nothing of how it was made matters here any more. */
export function servedLine(desk: Desk, line: PassLine): TemplateResult {
  const { item } = line;
  return html`<div class="line brief" data-state="served" data-item=${item.id} ?data-news=${line.changes.length > 0}>
    ${passCount(desk, line)}
    <span class="dish"><span class="name">${item.name}</span> <span class="tag">${t("pass.served")}</span> ${lineChanges(line)}</span>
    ${seenButton(desk, line.changes)} ${line.unconfirmed.length > 0 ? allergenNote(desk, line) : nothing} ${question(desk, line)}
  </div>`;
}

/** The row's further blocks, where one dish has very much to say. */
export function furtherPassPieces(card: PassCard, { item }: PassLine): readonly Piece[] {
  return hasAsides(card, item) ? further(blockOf(item), item, item.state) : [];
}
