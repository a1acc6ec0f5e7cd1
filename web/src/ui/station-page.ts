/** `<kds-station>`: one station's whole screen. */

import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { allDay } from "../core/allday.ts";
import type { Card, Line } from "../core/card.ts";
import { levelAt, progressOf, stationCards } from "../core/cards.ts";
import type { Ticket } from "../core/documents.ts";
import "./bar.ts";
import type { Face } from "./face.ts";
import "./grid.ts";
import { kept, oldestOf, withLingering } from "./lingering.ts";
import { stationName } from "./names.ts";
import { KdsPage } from "./page.ts";
import "./recall-panel.ts";
import "./side.ts";
import "./soldout-panel.ts";
import { blankOf, stoppedBanner } from "./state.ts";
import { stationFace } from "./station-face.ts";
import "./strip.ts";
import type { Tally } from "./strip.ts";

/** The same card with the tickets as they are now; a ticket that is gone stays as it was seen. */
function refreshed(card: Card, now: readonly Ticket[], station: string): Card {
  const known = new Map(now.map((ticket) => [ticket.id, ticket]));
  const tickets = card.tickets.map((ticket) => known.get(ticket.id) ?? ticket);
  const lines = card.lines.map((line): Line => {
    const ticket = known.get(line.ticket.id) ?? line.ticket;
    const item = ticket.items.find((one) => one.id === line.item.id) ?? line.item;
    const task = item.tasks.find((one) => one.id === line.task.id) ?? line.task;
    return { ...line, ticket, item, task };
  });
  return {
    ...card,
    tickets,
    lines,
    done: lines.filter(({ task }) => task.state === "done").length,
    others: progressOf(tickets.flatMap((ticket) => ticket.items)).filter((other) => other.station !== station),
    deadline: { attentionMs: 0, lateMs: 0 },
  };
}

export class KdsStation extends KdsPage {
  #before: ReadonlyMap<string, Card> = new Map();
  #faced = new WeakMap<Card, Face>();

  readonly #cards = computed(() => {
    const { screen, station, undos } = this.desk;
    const tickets = screen.tickets.value;
    const live = kept(this.#before, stationCards(tickets, station));
    const cards = withLingering(live, this.#before, undos.cards.value, (card) => refreshed(card, tickets, station));
    this.#before = new Map(cards.map((card) => [card.id, card]));
    return cards;
  });

  readonly #startsFirst = computed(() => {
    const { screen, station } = this.desk;
    this.#faced = new WeakMap();
    return screen.store.value?.stations.find((one) => one.id === station)?.start ?? false;
  });

  readonly #late = computed(() => {
    const now = this.desk.screen.now.value;
    return this.#cards.value.filter((card) => levelAt(card.deadline, now) === "late").length;
  });

  readonly #faces = computed(() => this.#cards.value.map((card) => this.#face(card)));
  readonly #blank = computed(() => blankOf(this.desk.screen.sync.value, this.#cards.value.length));

  readonly #toCook = computed(() =>
    allDay(this.desk.screen.tickets.value, this.desk.station).reduce((sum, count) => sum + count.lines, 0),
  );

  readonly #stopped = computed(() => this.desk.screen.sync.value.state === "stopped");

  protected override name(): string {
    return stationName(this.desk.screen.store.value, this.desk.station);
  }

  protected override content(): TemplateResult {
    const { desk } = this;
    const blank = this.#blank.value;
    const tallies: readonly Tally[] = [
      { key: "strip.to_cook", value: this.#toCook.value },
      { key: "strip.late", value: this.#late.value, loud: true },
    ];
    return html`<kds-strip .desk=${desk} .name=${this.name()} .tallies=${tallies}></kds-strip>
      ${this.#stopped.value && blank === null ? stoppedBanner(desk.screen.sync.value) : nothing}
      <main class="work" ?data-side=${desk.side.value}>
        ${
          blank === null
            ? html`<kds-grid .desk=${desk} .faces=${this.#faces.value}></kds-grid>`
            : html`<kds-state .desk=${desk} .blank=${blank}></kds-state>`
        }
        ${desk.side.value ? html`<kds-side .desk=${desk}></kds-side>` : nothing}
      </main>
      <kds-bar .desk=${desk} .oldest=${oldestOf(this.#cards.value, desk.paging.value.after)}></kds-bar>`;
  }

  protected override recall(): TemplateResult {
    return html`<kds-recall .desk=${this.desk} .stationId=${this.desk.station}></kds-recall>`;
  }

  /** The same card has the same face, so that it is not drawn again. */
  #face(card: Card): Face {
    const known = this.#faced.get(card) ?? stationFace(this.desk, card, this.#startsFirst.value);
    this.#faced.set(card, known);
    return known;
  }
}

customElements.define("kds-station", KdsStation);
