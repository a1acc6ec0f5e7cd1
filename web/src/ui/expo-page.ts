/** `<kds-expo>`: the pass, where tickets are whole again. */

import { computed } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { PassCard, PassLine } from "../core/card.ts";
import { levelAt } from "../core/cards.ts";
import type { Ticket } from "../core/documents.ts";
import { paceOf } from "../core/pace.ts";
import { passCards } from "../core/pass.ts";
import "./bar.ts";
import { age } from "./clock-text.ts";
import type { Face } from "./face.ts";
import "./grid.ts";
import "./lane.ts";
import { kept, oldestOf, withLingering } from "./lingering.ts";
import { KdsPage } from "./page.ts";
import { passFace } from "./pass-face.ts";
import "./recall-panel.ts";
import { blankOf, stoppedBanner } from "./state.ts";
import "./strip.ts";
import type { Tally } from "./strip.ts";
import { named, t } from "./text.ts";

/** The same card with the tickets as they are now; a ticket that is gone stays as it was seen. */
function refreshed(card: PassCard, tickets: readonly Ticket[]): PassCard {
  const now = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const lines = card.lines.map((line): PassLine => {
    const ticket = now.get(line.ticket.id) ?? line.ticket;
    return { ...line, ticket, item: ticket.items.find((one) => one.id === line.item.id) ?? line.item };
  });
  return { ...card, lines, deadline: { attentionMs: 0, lateMs: 0 } };
}

export class KdsExpo extends KdsPage {
  #before: ReadonlyMap<string, PassCard> = new Map();
  readonly #faced = new WeakMap<PassCard, Face>();

  /** What is ready goes out first: it only gets colder. */
  readonly #cards = computed(() => {
    const { screen, undos } = this.desk;
    const tickets = screen.tickets.value;
    const live = kept(this.#before, passCards(tickets));
    const ordered = [
      ...live.filter((card) => card.stage === "ready"),
      ...live.filter((card) => card.stage !== "ready"),
    ];
    const cards = withLingering(ordered, this.#before, undos.cards.value, (card) => refreshed(card, tickets));
    this.#before = new Map(cards.map((card) => [card.id, card]));
    return cards;
  });

  readonly #shown = computed(() => this.#cards.value.filter((card) => card.stage !== "scheduled"));
  readonly #scheduled = computed(() => this.#cards.value.filter((card) => card.stage === "scheduled"));
  readonly #faces = computed(() => this.#shown.value.map((card) => this.#face(card)));
  readonly #blank = computed(() => blankOf(this.desk.screen.sync.value, this.#shown.value.length));
  readonly #ready = computed(() => this.#shown.value.reduce((sum, card) => sum + card.ready, 0));

  readonly #late = computed(() => {
    const now = this.desk.screen.now.value;
    return this.#shown.value.filter((card) => levelAt(card.deadline, now) === "late").length;
  });

  readonly #pace = computed(() => paceOf(this.desk.screen.tickets.value));
  readonly #stopped = computed(() => this.desk.screen.sync.value.state === "stopped");

  protected override name(): string {
    const station = this.desk.screen.store.value?.stations.find((one) => one.kind === "expo");
    return named(station?.name ?? {}, t("page.expo"));
  }

  protected override content(): TemplateResult {
    const { desk } = this;
    const blank = this.#blank.value;
    const shown = this.#shown.value;
    const pace = this.#pace.value;
    const tallies: readonly Tally[] = [
      { key: "strip.open", value: shown.length },
      { key: "strip.ready", value: this.#ready.value },
      { key: "strip.late", value: this.#late.value, loud: true },
      ...(pace === null
        ? []
        : [
            { key: "strip.median", value: age(pace.medianMs) },
            { key: "strip.p90", value: age(pace.p90Ms) },
          ]),
    ];
    return html`<kds-strip .desk=${desk} .name=${this.name()} .tallies=${tallies}></kds-strip>
      ${this.#stopped.value && blank === null ? stoppedBanner(desk.screen.sync.value) : nothing}
      <main class="work" data-side data-lane>
        ${
          blank === null
            ? html`<kds-grid .desk=${desk} .faces=${this.#faces.value}></kds-grid>`
            : html`<kds-state .desk=${desk} .blank=${blank}></kds-state>`
        }
        <kds-lane .desk=${desk} .cards=${shown} .scheduled=${this.#scheduled.value}></kds-lane>
      </main>
      <kds-bar .desk=${desk} .oldest=${oldestOf(shown, desk.paging.value.after)} .without=${WITHOUT}></kds-bar>`;
  }

  protected override recall(): TemplateResult {
    return html`<kds-recall .desk=${this.desk} .stationId=${""}></kds-recall>`;
  }

  /** The same card has the same face, so that it is not drawn again. */
  #face(card: PassCard): Face {
    const known = this.#faced.get(card) ?? passFace(this.desk, card);
    this.#faced.set(card, known);
    return known;
  }
}

/** The lane stands where a station has its counts. */
const WITHOUT = ["allday"] as const;

customElements.define("kds-expo", KdsExpo);
