/** `<kds-grid>`: the cards of one page of the glass, each in its place until the hands are gone. */

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { cardsIn, mostAcross } from "../core/legibility.ts";
import { remembered } from "../core/remembered.ts";
import { arriving } from "../sync/arriving.ts";
import { append, type Fit, order, pagesOf, places, type Sized, type Slot, split } from "./arrange.ts";
import "./card.ts";
import { type Desk, NOTHING_LAID } from "./desk.ts";
import { scale } from "./dress.ts";
import { KdsElement } from "./element.ts";
import type { Face } from "./face.ts";
import type { Places } from "./glide.ts";
import type { Frame, Listing } from "./list.ts";
import { Measure } from "./measure.ts";
import "./probe.ts";
import type { KdsProbe } from "./probe.ts";
import { settings } from "./settings.ts";
import { language } from "./text.ts";

/** An unchanged card keeps the parts it was cut into, so that it is not drawn again. */
const cut = remembered((card: Sized, room: number) => split(card, room));

export class KdsGrid extends KdsElement {
  static override properties = { desk: {}, faces: {}, listing: {} };
  declare desk: Desk;
  /** In order of priority. */
  declare faces: readonly Face[];
  /** Null: cards beside each other. */
  declare listing: Listing | null;

  readonly #measure = new Measure();
  #known: ReadonlyMap<string, Face> = new Map();
  #order: readonly string[] = [];
  #slots: readonly Slot[] = [];
  #pages: readonly (readonly Slot[])[] = [[]];
  #laidFor = "";
  #places: Places = new Map();
  /** Nothing has moved before the first paint. */
  #moves: typeof import("./glide.ts") | null = null;
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
    this.desk.glass.value = NOTHING_LAID;
  }

  /** Off the page there is no style and no size to arrange by. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  /** While hands are busy nothing moves, so there is nothing to remember. */
  protected override willUpdate(): void {
    this.#places = this.desk.taps.busy.peek() ? new Map() : (this.#moves?.placesOf(this) ?? new Map());
    this.#focused = this.contains(document.activeElement) ? document.activeElement : null;
    const { columns, rows: above } = this.#cards;
    this.style.setProperty("--columns", String(columns));
    this.style.setProperty("--rows", String(above));
    this.toggleAttribute("data-list", this.listing !== null);
  }

  protected override render(): TemplateResult {
    const perPage = this.#perPage;
    this.#arrange(perPage);
    return html`<kds-probe></kds-probe>
      ${repeat(
        this.#pages[Math.min(this.desk.page.value, this.#pages.length - 1)] ?? [],
        (cut) => `${cut.card} ${cut.part}`,
        (cut, index) =>
          html`<kds-card data-slot="${cut.card} ${cut.part}" data-place=${index + 1} .desk=${this.desk} .face=${this.#known.get(cut.card)} .cut=${cut} .place=${index + 1}></kds-card>`,
      )}`;
  }

  protected override firstUpdated(): void {
    arriving(() => import("./glide.ts")).then((moves) => {
      this.#moves = moves;
    });
    this.requestUpdate();
  }

  protected override updated(): void {
    const page = Math.min(this.desk.page.peek(), this.#pages.length - 1);
    const unseen = new Set(this.#pages.slice(page + 1).flatMap((one) => one.map((cut) => cut.card)));
    const laid = new Set(this.#slots.map((cut) => cut.card));
    this.desk.page.value = page;
    this.desk.paging.value = {
      before: page,
      after: this.#order.filter((id) => unseen.has(id) || !laid.has(id)),
    };
    if (this.#moves?.glide(this, this.#places)) this.desk.taps.moved(performance.now());
    if (this.#focused?.isConnected && document.activeElement === document.body) (this.#focused as HTMLElement).focus();
    this.#focused = null;
    this.desk.glass.value = {
      here: this.#pages[page] ?? [],
      faces: this.#order.flatMap((id) => this.#known.get(id) ?? []),
    };
  }

  /** As many cards as fit into this room, where nobody chose; of a list, as many as can ever fit. */
  get #cards(): { columns: number; rows: number } {
    const { columns, rows } = settings.value;
    if (this.listing !== null) return { columns: 1, rows: this.listing.most(this.clientHeight, scale.value) };
    const fit = cardsIn(this.clientWidth, this.clientHeight, scale.value);
    const across = Math.min(columns || fit.columns, mostAcross(this.clientWidth, scale.value));
    return { columns: across, rows: rows || fit.rows };
  }

  /** Cards a page holds. */
  get #perPage(): number {
    const { columns, rows } = this.#cards;
    return columns * rows;
  }

  #fit(probe: KdsProbe, perPage: number): Fit {
    return this.listing?.rows(this.clientHeight, this.#frame(probe)) ?? places(perPage);
  }

  #frame(probe: KdsProbe): Frame {
    return { ...probe.frame, gap: Number.parseFloat(getComputedStyle(this).rowGap) };
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
      this.listing !== null,
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
    this.#pages = pagesOf(this.#slots, this.#fit(probe, perPage));
  }

  #sized(probe: KdsProbe, glass: string, ids: readonly string[]): readonly Sized[] {
    const faces = ids.flatMap((id) => this.#known.get(id) ?? []);
    return this.#measure.sized(probe, faces, glass);
  }

  /** A card takes a place at least, so the first cards of two pages are all that this one and the next can hold. */
  #cut(probe: KdsProbe, glass: string, perPage: number): readonly Slot[] {
    const { room } = probe;
    const cards = this.#order.slice(0, (this.desk.page.value + 2) * perPage);
    const sized = this.#sized(probe, glass, cards);
    const { listing } = this;
    return listing === null
      ? sized.flatMap((card) => cut(card, room))
      : listing.flow(sized, room, this.clientHeight, this.#frame(probe), cut);
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
