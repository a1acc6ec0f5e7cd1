/** Rows of what can be brought back: a bump, something served; each can be undone on its card for a moment. */

import { batch } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { ScreenCommand } from "../core/commands.ts";
import type { Item, Ticket } from "../core/documents.ts";
import { grouped } from "../core/groups.ts";
import type { Bumped } from "../core/recall.ts";
import { age } from "./clock-text.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { stationNames, ticketNumber, whose } from "./names.ts";
import { blockOf } from "./pass-verbs.ts";
import type { Served } from "./served.ts";
import { listed, t } from "./text.ts";
import { whoText } from "./timeline-words.ts";

/** The card on which a ticket is drawn, as soon as it is. */
function cardOf(desk: Desk, ticket: Ticket): string {
  const group = grouped(desk.screen.tickets.value).find((tickets) => tickets.some((one) => one.id === ticket.id));
  return group?.[0].id ?? (ticket.merged_into || ticket.id);
}

/** In one batch: the card must never come without its undo. */
function bringBack(desk: Desk, ticket: Ticket, command: ScreenCommand, undo: ScreenCommand, about: readonly string[]) {
  batch(() => {
    desk.send(command);
    desk.undos.offer({ card: cardOf(desk, ticket), whole: true, about: new Set(about), take: () => [undo] });
    desk.panel.value = "";
  });
}

function bringBackBump(desk: Desk, { ticket, lines, recall }: Bumped): void {
  const tasks = lines.map(({ task }) => ({ task: task.id, gen: task.gen + 1 }));
  const about = desk.isPass ? lines.map(({ item }) => blockOf(item)) : tasks.map(({ task }) => task);
  bringBack(desk, ticket, recall, { kind: "bump", ticket: ticket.id, tasks }, about);
}

function bringBackServe(desk: Desk, { ticket, items }: Served): void {
  const ids = items.map((item) => item.id);
  const recall = { kind: "recall_serve", ticket: ticket.id, items: ids } as const;
  bringBack(desk, ticket, recall, { kind: "serve", ticket: ticket.id, items: ids }, items.map(blockOf));
}

function makeAgain(desk: Desk, ticket: Ticket, item: Item): void {
  desk.send({ kind: "remake", ticket: ticket.id, item: item.id });
  desk.panel.value = "";
}

/** The way to the ticket's timeline. */
export function lookButton(desk: Desk, ticket: Ticket): TemplateResult {
  const label = t("past.look", { number: ticketNumber(ticket) });
  return html`<button class="act" data-nav data-look aria-label=${label} @click=${() => desk.lookAt([ticket])}>${icon("clock")}</button>`;
}

function since(desk: Desk, atMs: number): TemplateResult {
  return html`<span class="recall-age">${t("recall.ago", { age: age(desk.screen.now.value - atMs) })}</span>`;
}

/** `alone`: under the ticket's own heading. */
export function bumpRow(desk: Desk, bumped: Bumped, alone = false): TemplateResult {
  const { ticket, lines, doneMs, doneBy } = bumped;
  const store = desk.screen.store.value;
  const who = whoText(doneBy, store, desk.screen.layouts.value);
  const stations = new Set(lines.map(({ task }) => task.station));
  const at = desk.at.length === 1 ? "" : stationNames(store, [...stations]);
  const where = who.startsWith(at) ? "" : at;
  const dishes = lines.map(({ item, task }) => `${task.quantity || item.quantity}× ${task.name || item.name}`);
  const [line] = lines;
  const again = lines.length === 1 && line !== undefined && line.item.state !== "open" ? line.item : null;
  return html`<li class="recall">
    ${alone ? nothing : html`<b class="number">${ticketNumber(ticket)}</b>`}
    <span class="recall-what">${listed(dishes)}<small>${[alone ? "" : whose(ticket), where, who].filter((one) => one !== "").join(" · ")}</small></span>
    ${since(desk, doneMs)}
    <span class="recall-acts"><button class="act" data-nav="pick" @click=${() => bringBackBump(desk, bumped)}>${icon("undo")}${t("recall.recall")}</button>
    ${again === null ? nothing : html`<button class="act" data-nav @click=${() => makeAgain(desk, ticket, again)}>${icon("plus")}${t("recall.remake")}</button>`}
    ${alone ? nothing : lookButton(desk, ticket)}</span>
  </li>`;
}

export function serveRow(desk: Desk, served: Served, alone = false): TemplateResult {
  const { ticket, items, atMs } = served;
  const dishes = items.map((item) => `${item.quantity}× ${item.name}`);
  return html`<li class="recall" data-served>
    ${alone ? nothing : html`<b class="number">${ticketNumber(ticket)}</b>`}
    <span class="recall-what">${listed(dishes)}<small>${alone ? "" : `${whose(ticket)} · `}${t("recall.served")}</small></span>
    ${since(desk, atMs)}
    <span class="recall-acts"><button class="act" data-nav="pick" @click=${() => bringBackServe(desk, served)}>${icon("undo")}${t("recall.unserve")}</button>
    ${alone ? nothing : lookButton(desk, ticket)}</span>
  </li>`;
}
