/** A card as the pass sees it: a whole ticket with every station's progress. */

import { html, nothing, type TemplateResult } from "lit";
import type { PassCard, PassLine, Pending } from "../core/card.ts";
import type { Task, Ticket } from "../core/documents.ts";
import { undecided } from "../core/recovered.ts";
import { badge, badges, slotMark, ticketNotes } from "./badges.ts";
import { changeNote } from "./changes.ts";
import type { Desk } from "./desk.ts";
import type { Face, Piece } from "./face.ts";
import { icon } from "./icon.ts";
import { furtherPassPieces, passLine, servedLine } from "./pass-line.ts";
import {
  askRush,
  blockOf,
  type Course,
  callAgain,
  callable,
  coursesOf,
  holdOrFire,
  servable,
  serveCard,
} from "./pass-verbs.ts";
import { t } from "./text.ts";

function courseButton(desk: Desk, card: PassCard, course: Course): TemplateResult {
  const verb = course.held ? "fire" : "hold";
  const words = t(`pass.${verb}_all`);
  const label = course.course === 0 ? words : t(`pass.${verb}`, { course: course.course });
  return html`<button class="act" data-nav="hold" data-course=${course.course} data-verb=${verb} aria-label=${label} @click=${() => holdOrFire(desk, card, course)}>
    ${icon(course.held ? "play" : "pause")}<span>${words}</span>
  </button>`;
}

function canTurn(course: Course): boolean {
  return course.held || course.untouched;
}

/** Above the first dish of a course, with its button where it is kept back or can be. */
function courseHead(desk: Desk, card: PassCard, course: Course): TemplateResult {
  return html`<div class="course"><b>${t("pass.course", { course: course.course })}</b>${
    canTurn(course) ? courseButton(desk, card, course) : nothing
  }</div>`;
}

/** Nobody wants any of it: one button says that all of it was seen, once every question is answered. */
function leftToSee({ lines, pending, taken }: PassCard): readonly Pending[] {
  if (taken === "" || lines.some(({ item }) => item.state !== "void" && item.void_asked !== "")) return [];
  return [...pending, ...lines.flatMap((line) => line.changes)];
}

function tableBadge({ leader, atTable }: PassCard): readonly TemplateResult[] {
  if (atTable.count < 2) return [];
  return [badge("table", "table", t("badge.table", { table: leader.table, ...atTable }))];
}

/** How often guests were called again. */
function calledBadge({ tickets }: PassCard): readonly TemplateResult[] {
  const count = Math.max(...tickets.map((ticket) => ticket.calls));
  return count > 0 ? [badge("called", "sound", t("badge.called", { count }))] : [];
}

/** Rows that are served, and can no longer be taken back in their place, go below the rest, each in one line. */
function pieces(desk: Desk, card: PassCard, undoable: ReadonlySet<string>): readonly Piece[] {
  const all: Piece[] = [];
  const add = (key: string, drawn: TemplateResult, tasks: readonly Task[] = []) => {
    all.push({ key, drawn, tasks: tasks.map((task) => task.id) });
  };
  const marks = [
    ...badges(desk, card, ""),
    ...(card.tickets.some((ticket) => ticket.to_approve) ? [badge("approve", "question", t("approve.title"))] : []),
    ...(card.tickets.some((ticket) => ticket.recovered_ms > 0)
      ? [badge("recovered", "undo", t("recovered.badge"))]
      : []),
    ...(card.stage === "ready" ? [badge("ready", "serve", t("pass.all_ready"))] : []),
    ...calledBadge(card),
    ...tableBadge(card),
  ];
  const left = leftToSee(card);
  if (card.pending.length + left.length > 0) add("changes", changeNote(desk, card.pending, left, marks));
  else if (marks.length > 0) add("badges", html`<div class="badges">${marks}</div>`);
  if (card.taken === "") all.push(...ticketNotes(card.tickets));
  const settled = (line: PassLine) => line.item.state === "served" && !undoable.has(blockOf(line.item));
  const courses = coursesOf(card).filter(({ course }) => course > 0);
  const headed = courses.length > 0;
  for (const line of card.lines.filter((one) => !settled(one))) {
    const begins = courses.findIndex(({ course }) => course === line.item.course);
    const heads = begins < 0 ? [] : courses.splice(begins, 1).map((course) => courseHead(desk, card, course));
    add(blockOf(line.item), html`${heads}${passLine(desk, card, line, left.length === 0, headed)}`, line.item.tasks);
    all.push(...furtherPassPieces(card, line));
  }
  for (const line of card.lines.filter(settled)) add(blockOf(line.item), servedLine(desk, line), line.item.tasks);
  return all;
}

function callButton(desk: Desk, tickets: readonly Ticket[]): TemplateResult {
  return html`<button class="act" data-nav data-verb="call" @click=${(event: Event) => callAgain(desk, tickets, event.timeStamp)}>
    ${icon("sound")}<span>${t("pass.call")}</span>
  </button>`;
}

/** How much of what is still to go out is ready, and how much is on its table. */
function progress({ ready, total, served }: PassCard): TemplateResult {
  const out = served === 0 ? nothing : html` ${icon("check")}<span aria-hidden="true">${served}</span>`;
  const text = t("pass.progress", { ready, total });
  return html`<span class="progress">
    ${ready > 0 ? nothing : html`${icon("serve")}<span aria-hidden="true">${ready}/${total}</span>${out}`}
    <span class="unseen">${served === 0 ? text : `${text}, ${t("pass.progress_served", { count: served })}`}</span>
  </span>`;
}

/** With something to serve, that is the button: the others keep their signs only. */
function acts(desk: Desk, card: PassCard): TemplateResult {
  const ready = servable(card.lines).length;
  // The buttons are in the script of the lane.
  const asks = card.tickets.find((one) => one.to_approve || (ready === 0 && undecided(one).length > 0));
  if (asks !== undefined)
    return html`<span class="acts"><kds-approval .desk=${desk} .ticket=${asks}></kds-approval></span>`;
  const cooking = card.lines.some((line) => line.item.state === "open");
  const whole = coursesOf(card).filter((course) => course.course === 0 && canTurn(course));
  const calls = callable(desk, card);
  const serve = (event: Event) => serveCard(desk, card.id, card.lines, event.timeStamp);
  return html`${progress(card)}
    <span class="acts" ?data-signs=${ready > 0 && calls.length === 0}>
      ${calls.length === 0 ? nothing : callButton(desk, calls)}
      ${whole.map((course) => courseButton(desk, card, course))}
      ${
        cooking
          ? html`<button class="act" data-nav="rush" data-verb="rush" aria-label=${t("pass.rush")} @click=${(event: Event) => askRush(desk, card, event.timeStamp)}>
              ${icon("rush")}<span>${t("pass.rush")}</span>
            </button>`
          : nothing
      }
    </span>
    ${
      ready === 0
        ? nothing
        : html`<button class="act" data-nav data-verb="serve" @click=${serve}>${icon("serve")}${t("pass.serve", { count: ready })}</button>`
    }`;
}

const NO_TASKS: ReadonlyMap<string, number> = new Map();

/** `undoable`: keys of the blocks that stay as they are, because a tap on them can still be taken back. */
export function passFace(desk: Desk, card: PassCard, undoable: ReadonlySet<string>): Face {
  const linesHere = (here: ReadonlySet<string>) => card.lines.filter((line) => here.has(blockOf(line.item)));
  return {
    id: card.id,
    leader: card.leader,
    deadline: card.deadline,
    clockMs: card.clockMs,
    taken: card.taken,
    gens: NO_TASKS,
    stage: card.stage,
    pieces: () => pieces(desk, card, undoable),
    acts: (here) => servable(linesHere(here)).length > 0,
    tap: (here, atMs) => serveCard(desk, card.id, linesHere(here), atMs),
    look: () => desk.lookAt(card.tickets),
    foot: (place, undo) => html`${slotMark(place)} ${undo ?? (card.taken === "" ? acts(desk, card) : nothing)}`,
  };
}
