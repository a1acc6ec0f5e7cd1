/** `<kds-expo>`: the pass, where tickets are whole again. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { html, type TemplateResult } from "lit";
import type { PassCard, PassLine } from "../core/card.ts";
import type { Ticket } from "../core/documents.ts";
import { passCards } from "../core/pass.ts";
import type { Alarm } from "../core/sounds.ts";
import { standing } from "../core/tables.ts";
import type { Face } from "./face.ts";
import { kept, withLingering } from "./lingering.ts";
import { KdsPage } from "./page.ts";
import { passFace } from "./pass-face.ts";
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
  readonly #faced = new WeakMap<PassCard, { readonly undos: string; readonly face: Face }>();
  /** The lane stands where a station has its counts. */
  protected override readonly without = ["allday"] as const;

  readonly #cards = computed(() => {
    const { screen, undos } = this.desk;
    const tickets = screen.tickets.value;
    const live = standing(kept(this.#before, passCards(tickets)));
    const cards = withLingering(live, this.#before, undos.cards.value, (card) => refreshed(card, tickets));
    this.#before = new Map(cards.map((card) => [card.id, card]));
    return cards;
  });

  protected readonly shown = computed(() => this.#cards.value.filter((card) => card.stage !== "scheduled"));
  protected readonly faces = computed(() => this.shown.value.map((card) => this.#face(card)));
  readonly #scheduled = computed(() => this.#cards.value.filter((card) => card.stage === "scheduled"));
  readonly #ready = computed(() => this.shown.value.reduce((sum, card) => sum + card.ready, 0));

  protected override async alarms(): Promise<ReadonlySignal<readonly Alarm[]>> {
    const { alarmsAtThePass } = await import("./pass-alarms.ts");
    return alarmsAtThePass(this.desk.screen, this.shown);
  }

  protected override name(): string {
    const station = this.desk.screen.store.value?.stations.find((one) => one.kind === "expo");
    return named(station?.name ?? {}, t("page.expo"));
  }

  protected override tallies(): readonly Tally[] {
    return [
      { key: "strip.open", value: this.shown.value.length },
      { key: "strip.ready", value: this.#ready.value },
      { key: "strip.late", value: this.late.value, loud: "late" },
    ];
  }

  protected override fetchBeside(): Promise<unknown> {
    return import("./lane.ts");
  }

  protected override beside(): TemplateResult {
    return html`<kds-lane .desk=${this.desk} .cards=${this.shown.value} .scheduled=${this.#scheduled.value}></kds-lane>`;
  }

  /** The same card with the same undos has the same face, so that it is not drawn again. */
  #face(card: PassCard): Face {
    const open = this.desk.undos.open.value.filter((undo) => undo.card === card.id);
    const undos = open.map((undo) => undo.id).join();
    const known = this.#faced.get(card);
    if (known?.undos === undos) return known.face;
    const face = passFace(this.desk, card, new Set(open.flatMap((undo) => [...undo.about])));
    this.#faced.set(card, { undos, face });
    return face;
  }
}

customElements.define("kds-expo", KdsExpo);
