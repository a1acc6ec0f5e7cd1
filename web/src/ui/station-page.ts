/** `<kds-station>`: the whole screen of a station, or of several that one person works. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { html, type TemplateResult } from "lit";
import { allDay } from "../core/allday.ts";
import type { Card, Line } from "../core/card.ts";
import { isForLater, progressOf } from "../core/cards.ts";
import type { Ticket } from "../core/documents.ts";
import type { At } from "../core/priority.ts";
import type { Alarm } from "../core/sounds.ts";
import { stationCards } from "../core/station-cards.ts";
import type { Face } from "./face.ts";
import { kept, withLingering } from "./lingering.ts";
import { LIST, type Listing } from "./list.ts";
import { stationNames } from "./names.ts";
import { KdsPage } from "./page.ts";
import { settings } from "./settings.ts";
import { stationFace } from "./station-face.ts";
import type { Tally } from "./strip.ts";

/** The same card with the tickets as they are now; a ticket that is gone stays as it was seen. */
function refreshed(card: Card, now: readonly Ticket[], at: At): Card {
  const known = new Map(now.map((ticket) => [ticket.id, ticket]));
  const tickets = card.tickets.map((ticket) => known.get(ticket.id) ?? ticket);
  const lines = card.lines
    .map((line): Line => {
      const ticket = known.get(line.ticket.id) ?? line.ticket;
      const item = ticket.items.find((one) => one.id === line.item.id) ?? line.item;
      const task = item.tasks.find((one) => one.id === line.task.id) ?? line.task;
      return { ...line, ticket, item, task };
    })
    .filter(({ task }) => !isForLater(task));
  return {
    ...card,
    tickets,
    lines,
    done: lines.filter(({ task }) => task.state === "done").length,
    others: progressOf(tickets.flatMap((ticket) => ticket.items)).filter((other) => !at.includes(other.station)),
    deadline: { attentionMs: 0, lateMs: 0 },
  };
}

export class KdsStation extends KdsPage {
  #before: ReadonlyMap<string, Card> = new Map();
  #faced = new WeakMap<Card, Face>();

  protected readonly shown = computed(() => {
    const { screen, stations, undos } = this.desk;
    const tickets = screen.tickets.value;
    const live = kept(this.#before, stationCards(tickets, stations));
    const cards = withLingering(live, this.#before, undos.cards.value, (card) => refreshed(card, tickets, stations));
    this.#before = new Map(cards.map((card) => [card.id, card]));
    return cards;
  });

  readonly #startingIds = computed(() => {
    const all = this.desk.screen.store.value?.stations ?? [];
    return all.flatMap((one) => (one.start ? one.id : [])).join();
  });

  /** Where the first tap starts and the second finishes. */
  readonly #startsFirst = computed(() => {
    this.#faced = new WeakMap();
    return new Set(this.#startingIds.value.split(","));
  });

  protected readonly faces = computed(() => this.shown.value.map((card) => this.#face(card)));

  readonly #toCook = computed(() =>
    allDay(this.desk.screen.tickets.value, this.desk.stations).reduce((sum, count) => sum + count.lines, 0),
  );

  protected override async alarms(): Promise<ReadonlySignal<readonly Alarm[]>> {
    const { stationAlarms } = await import("../core/alarms.ts");
    return computed(() => stationAlarms(this.shown.value, this.desk.screen.now.value));
  }

  protected override name(): string {
    const { screen, stations } = this.desk;
    const store = screen.store.value;
    // Until the server has spoken the page is called what the server wrote over it.
    return store === null ? document.title : stationNames(store, stations);
  }

  protected override tallies(): readonly Tally[] {
    return [
      { key: "strip.to_cook", value: this.#toCook.value },
      { key: "strip.late", value: this.late.value, loud: "late" },
    ];
  }

  protected override listing(): Listing | null {
    return settings.value.view === "list" ? LIST : null;
  }

  protected override fetchBeside(): Promise<unknown> {
    return import("./side.ts");
  }

  protected override beside(): TemplateResult | null {
    return this.desk.side.value ? html`<kds-side .desk=${this.desk}></kds-side>` : null;
  }

  /** The same card has the same face, so that it is not drawn again. */
  #face(card: Card): Face {
    const known = this.#faced.get(card) ?? stationFace(this.desk, card, this.#startsFirst.value);
    this.#faced.set(card, known);
    return known;
  }
}

customElements.define("kds-station", KdsStation);
