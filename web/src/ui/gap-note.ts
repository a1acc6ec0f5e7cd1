/** At the pass: what a station's screen does not show, who has it meanwhile, and what to do. */

import { html, nothing, type TemplateResult } from "lit";
import type { Item } from "../core/documents.ts";
import { type Gap, gapsOf } from "../core/gaps.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { stationName, ticketNumber, whose } from "./names.ts";
import { t } from "./text.ts";

/** Orders that are named one by one; more than that, their number says enough: the lane has other things to say. */
const NAMED = 4;
/** Dishes that are named of an order. */
const DISHES = 3;

/** The same dish is named once, with how often. */
function dishesText(items: readonly Item[]): string {
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
  return named.length > DISHES
    ? [...named.slice(0, DISHES), `+${named.length - DISHES}`].join(" · ")
    : named.join(" · ");
}

function gapNote(desk: Desk, gap: Gap): TemplateResult {
  const store = desk.screen.store.value;
  const station = stationName(store, gap.station);
  const backup = stationName(store, gap.backup);
  const hands = gap.kind === "silent" && gap.backup !== "";
  const handOver = (orders: Gap["orders"]) => {
    for (const { ticket } of orders) desk.send({ kind: "hand_over", ticket: ticket.id, station: gap.station });
  };
  const text =
    gap.kind === "silent" && !hands ? t("gap.silent_alone", { station }) : t(`gap.${gap.kind}`, { station, backup });
  const more = gap.orders.length - NAMED;
  return html`<p class="alarm-text">${icon(gap.kind === "covered" ? "people" : "alert")}<b>${station}</b> · ${text}</p>
    <ul class="gap-orders">
      ${gap.orders.slice(0, NAMED).map(
        (order) => html`<li class="gap-order">
          <span><b>${ticketNumber(order.ticket)}</b> ${whose(order.ticket)} · ${dishesText(order.items)}</span>
          ${
            hands
              ? html`<button class="answer" data-nav="ask" data-hand-over=${order.ticket.id} ?disabled=${desk.pressed(order.ticket.id)} @click=${() => handOver([order])}>
                  ${t("gap.hand_over", { backup })}
                </button>`
              : nothing
          }
        </li>`,
      )}
    </ul>
    ${more > 0 ? html`<p class="alarm-text">${t("gap.more", { count: more })}</p>` : nothing}
    ${
      hands && gap.orders.length > 1
        ? html`<span class="answers"><button class="answer" data-nav="ask" data-hand-over="all" @click=${() => handOver(gap.orders)}>
            ${icon("people")}${t("gap.hand_over_all", { backup, count: gap.orders.length })}
          </button></span>`
        : nothing
    }`;
}

/** Every gap as an entry of the lane. */
export function gapNotes(desk: Desk): readonly { key: string; kind: Gap["kind"]; drawn: TemplateResult }[] {
  const { store, tickets } = desk.screen;
  return gapsOf(tickets.value, store.value).map((gap) => ({
    key: `gap ${gap.kind} ${gap.station} ${gap.backup}`,
    kind: gap.kind,
    drawn: html`<li class="alarm" data-alarm=${gap.kind}>${gapNote(desk, gap)}</li>`,
  }));
}
