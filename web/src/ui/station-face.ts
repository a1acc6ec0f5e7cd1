/** A card as a station sees it: its own work, line by line. */

import { html, nothing, type TemplateResult } from "lit";
import type { Card, Line, Pending, Progress } from "../core/card.ts";
import { badge, badges, slotMark, ticketNotes } from "./badges.ts";
import { changeNote, REPLIES } from "./changes.ts";
import type { Desk } from "./desk.ts";
import type { Face, Piece } from "./face.ts";
import { icon } from "./icon.ts";
import { furtherPieces, lineBlock } from "./line.ts";
import { stationName } from "./names.ts";
import { t } from "./text.ts";
import { bumpable, bumpLines, isOpen, lineState, replyRush, rushed } from "./verbs.ts";

function rushReplies(desk: Desk, asked: readonly Line[]): TemplateResult {
  return html`<div class="replies" role="group" aria-label=${t("rush.reply")}>
    ${REPLIES.map(
      (reply, index) =>
        html`<button class="answer" data-nav=${index === 0 ? "reply" : ""} @click=${() => replyRush(desk, asked, reply)}>${t(`reply.${reply}`)}</button>`,
    )}
  </div>`;
}

/** Nothing to cook or to answer: all that is left is to see what changed. Then one button says so for the whole card. */
function leftToSee(card: Card): readonly Pending[] {
  if (card.lines.some((line) => isOpen(line) || lineState(line) === "asked" || line.unconfirmed.length > 0)) return [];
  return [...card.pending, ...card.lines.flatMap((line) => line.changes)];
}

function pieces(desk: Desk, card: Card, startsFirst: ReadonlySet<string>): readonly Piece[] {
  const all: Piece[] = [];
  const add = (key: string, drawn: TemplateResult, tasks: readonly string[] = []) => {
    all.push({ key, drawn, tasks });
  };
  const hurried = rushed(card.lines);
  const unanswered = hurried.filter((line) => line.item.rush?.reply === "");
  const reply = unanswered.length === 0 ? (hurried[0]?.item.rush?.reply ?? "") : "";
  const addon = card.addons > 0 ? [badge("addon", "plus", t("badge.addon", { count: card.addons }))] : [];
  const marks = [...badges(desk, card, reply), ...addon];
  const left = leftToSee(card);
  if (card.pending.length + left.length > 0) add("changes", changeNote(desk, card.pending, left, marks));
  else if (marks.length > 0) add("badges", html`<div class="badges">${marks}</div>`);
  if (unanswered.length > 0) add("rush", rushReplies(desk, unanswered));
  if (card.taken === "") all.push(...ticketNotes(card.tickets));
  for (const line of card.lines) {
    add(line.task.id, lineBlock(desk, card, line, startsFirst.has(line.task.station), left.length === 0), [
      line.task.id,
    ]);
    all.push(...furtherPieces(card, line));
  }
  return all;
}

function otherStation(desk: Desk, other: Progress): TemplateResult {
  const finished = other.done === other.total;
  const sign = finished ? icon("check") : other.started > 0 ? icon("play") : nothing;
  const count = finished || other.total === 1 ? nothing : ` ${other.done}/${other.total}`;
  return html`<span class="other" ?data-done=${finished}>${stationName(desk.screen.store.value, other.station)}${count} ${sign}</span>`;
}

function others(desk: Desk, card: Card): TemplateResult {
  return html`<span class="others">${card.others.map((other) => otherStation(desk, other))}</span>`;
}

function doneBar({ done, total }: Card): TemplateResult {
  return html`<progress class="bar" max=${Math.max(1, total)} value=${done} aria-label=${t("card.progress")}></progress>
    <span class="progress">${done}/${total}</span>`;
}

/** `startsFirst`: stations where the first tap starts and the second finishes. */
export function stationFace(desk: Desk, card: Card, startsFirst: ReadonlySet<string>): Face {
  const linesHere = (here: ReadonlySet<string>) => card.lines.filter((line) => here.has(line.task.id));
  return {
    id: card.id,
    leader: card.leader,
    deadline: card.deadline,
    clockMs: card.clockMs,
    taken: card.taken,
    stage: card.done === card.total ? "finished" : "cooking",
    pieces: () => pieces(desk, card, startsFirst),
    acts: (here) => bumpable(linesHere(here)).length > 0,
    tap: (here, atMs) => bumpLines(desk, card.id, linesHere(here), atMs),
    foot: (place, undo) =>
      html`${slotMark(place)} ${card.taken === "" ? html`${undo ?? doneBar(card)} ${others(desk, card)}` : nothing}`,
  };
}
