/** `<kds-grid>`: the cards of one page of the glass, each in its place until the hands are gone. */

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { NOTHING_PAINTED, type Painted, type Sight } from "../core/glass.ts";
import { cardsIn } from "../core/legibility.ts";
import { remembered } from "../core/remembered.ts";
import { append, order, type Sized, type Slot, split } from "./arrange.ts";
import "./card.ts";
import type { Desk } from "./desk.ts";
import { scale } from "./dress.ts";
import { KdsElement } from "./element.ts";
import type { Face } from "./face.ts";
import { glide, type Places, placesOf } from "./glide.ts";
import { Measure } from "./measure.ts";
import "./probe.ts";
import type { KdsProbe } from "./probe.ts";
import { settings } from "./settings.ts";
import { language } from "./text.ts";

/** An unchanged card keeps the parts it was cut into, so that it is not drawn again. */
const cut = remembered(split);

export class KdsGrid extends KdsElement {
  static override properties = { desk: {}, faces: {} };
  declare desk: Desk;
  /** In order of priority. */
  declare faces: readonly Face[];

  readonly #measure = new Measure();
  #known: ReadonlyMap<string, Face> = new Map();
  #order: readonly string[] = [];
  #slots: readonly Slot[] = [];
  #laidFor = "";
  #places: Places = new Map();
  #focused: Element | null = null;
  #resized: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.requestUpdate());
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
    this.desk.glass.value = NOTHING_PAINTED;
  }

  /** Off the page there is no style and no size to arrange by. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  /** While hands are busy nothing moves, so there is nothing to remember. */
  protected override willUpdate(): void {
    this.#places = this.desk.taps.busy.peek() ? new Map() : placesOf(this);
    this.#focused = this.contains(document.activeElement) ? document.activeElement : null;
    const { columns, rows } = this.#cards;
    this.style.setProperty("--columns", String(columns));
    this.style.setProperty("--rows", String(rows));
  }

  protected override render(): TemplateResult {
    const perPage = this.#perPage;
    this.#arrange(perPage);
    const from = Math.min(this.desk.page.value, this.#lastPage(perPage)) * perPage;
    return html`<kds-probe></kds-probe>
      ${repeat(
        this.#slots.slice(from, from + perPage),
        (cut) => `${cut.card} ${cut.part}`,
        (cut, index) =>
          html`<kds-card data-slot="${cut.card} ${cut.part}" data-place=${index + 1} .desk=${this.desk} .face=${this.#known.get(cut.card)} .cut=${cut} .place=${index + 1}></kds-card>`,
      )}`;
  }

  protected override firstUpdated(): void {
    this.requestUpdate();
  }

  protected override updated(): void {
    const perPage = this.#perPage;
    const page = Math.min(this.desk.page.peek(), this.#lastPage(perPage));
    const to = (page + 1) * perPage;
    const unseen = new Set(this.#slots.slice(to).map((cut) => cut.card));
    const laid = new Set(this.#slots.map((cut) => cut.card));
    this.desk.page.value = page;
    this.desk.paging.value = {
      before: page,
      after: this.#order.filter((id) => unseen.has(id) || !laid.has(id)),
    };
    if (glide(this, this.#places)) this.desk.taps.moved(performance.now());
    if (this.#focused?.isConnected && document.activeElement === document.body) (this.#focused as HTMLElement).focus();
    this.desk.glass.value = this.#painted(this.#slots.slice(page * perPage, to));
  }

  #painted(slots: readonly Slot[]): Painted {
    const here = new Set(slots.flatMap((cut) => cut.blocks.flatMap((block) => block.tasks)));
    const glass: Sight[] = [];
    const behind: Sight[] = [];
    for (const id of this.#order) {
      for (const sight of this.#known.get(id)?.gens ?? []) (here.has(sight[0]) ? glass : behind).push(sight);
    }
    return { glass, behind };
  }

  /** As many cards as fit into this room, where nobody chose. */
  get #cards(): { columns: number; rows: number } {
    const { columns, rows } = settings.value;
    const fit = cardsIn(this.clientWidth, this.clientHeight, scale.value);
    return { columns: columns || fit.columns, rows: rows || fit.rows };
  }

  /** Cards a page holds. */
  get #perPage(): number {
    const { columns, rows } = this.#cards;
    return columns * rows;
  }

  #lastPage(perPage: number): number {
    return Math.max(0, Math.ceil(this.#slots.length / perPage) - 1);
  }

  /** Orders and cuts the cards; while hands are on the glass it only appends what is new. */
  #arrange(perPage: number): void {
    const { desk, faces } = this;
    const probe = this.querySelector<KdsProbe>("kds-probe");
    if (probe === null) return;
    const page = desk.page.value;
    const glass = [
      this.clientWidth,
      this.clientHeight,
      scale.value.unitPx,
      scale.value.touchPx,
      perPage,
      language.value,
    ].join(" ");
    desk.taps.rested.value;
    const busy = desk.taps.busy.peek() && this.#laidFor === `${page} ${glass}`;
    this.#laidFor = `${page} ${glass}`;
    this.#known = new Map([...(busy ? this.#known : []), ...faces.map((face) => [face.id, face] as const)]);
    const lingering = desk.undos.cards.value;
    const before = new Set(this.#order);
    const live = faces.map((face) => face.id).filter((id) => !lingering.has(id) || !before.has(id));
    this.#order = order(this.#order, live, lingering, busy);
    this.#slots = busy ? this.#appended(probe, glass, perPage) : this.#cut(probe, glass, perPage);
  }

  #sized(probe: KdsProbe, glass: string, ids: readonly string[]): readonly Sized[] {
    const faces = ids.flatMap((id) => this.#known.get(id) ?? []);
    return this.#measure.sized(probe, faces, glass);
  }

  /** A card takes a place at least, so the first cards of two pages are all that this one and the next can hold. */
  #cut(probe: KdsProbe, glass: string, perPage: number): readonly Slot[] {
    const { room } = probe;
    const cards = this.#order.slice(0, (this.desk.page.value + 2) * perPage);
    return this.#sized(probe, glass, cards).flatMap((card) => cut(card, room));
  }

  /** The places as they are, and new cards behind them if these two pages have room left. */
  #appended(probe: KdsProbe, glass: string, perPage: number): readonly Slot[] {
    const free = (this.desk.page.value + 2) * perPage - this.#slots.length;
    const there = new Set(this.#slots.map((cut) => cut.card));
    const fresh = this.#order.filter((id) => !there.has(id)).slice(0, Math.max(0, free));
    return fresh.length === 0 ? this.#slots : append(this.#slots, this.#sized(probe, glass, fresh), probe.room);
  }
}

customElements.define("kds-grid", KdsGrid);
