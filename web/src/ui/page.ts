/** The base of both pages: strip, cards and bar, the desk, the keys, and the panels that open over them. */

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { Deadline } from "../core/card.ts";
import { levelAt } from "../core/cards.ts";
import type { At } from "../core/priority.ts";
import type { Screen } from "../core/screen.ts";
import type { Alarm } from "../core/sounds.ts";
import { arriving } from "../sync/arriving.ts";
import "./bar.ts";
import { Desk, type Panel } from "./desk.ts";
import { KdsElement } from "./element.ts";
import type { Face } from "./face.ts";
import "./grid.ts";
import { oldestOf, type Tickets } from "./lingering.ts";
import type { Listing } from "./list.ts";
import { soundWhenReady } from "./sound-start.ts";
import { blankOf, stoppedBanner } from "./state.ts";
import "./strip.ts";
import type { Tally } from "./strip.ts";
import { language } from "./text.ts";

/** Any card of a page. */
export interface Shown extends Tickets {
  readonly deadline: Deadline;
}

export abstract class KdsPage extends KdsElement {
  readonly desk: Desk;
  readonly #left = new AbortController();

  /** What stands on the glass, in order, and how each looks. */
  protected abstract readonly shown: ReadonlySignal<readonly Shown[]>;
  protected abstract readonly faces: ReadonlySignal<readonly Face[]>;
  /** Panels this page does not have. */
  protected readonly without: readonly Panel[] = [];

  readonly #blank = computed(() => blankOf(this.desk.screen.sync.value, this.shown.value.length));
  readonly #stopped = computed(() => this.desk.screen.sync.value.state === "stopped");
  /** Counts whose script comes after the first paint. */
  readonly #further = signal<ReadonlySignal<readonly Tally[]> | null>(null);
  protected readonly late = computed(() => {
    const now = this.desk.screen.now.value;
    return this.shown.value.filter((card) => levelAt(card.deadline, now) === "late").length;
  });

  constructor(screen: Screen, stations: At) {
    super();
    this.desk = new Desk(screen, stations);
  }

  protected abstract name(): string;
  protected abstract tallies(): readonly Tally[];
  /** What waits on it for a person, and so is heard; the script that knows comes after the first paint. */
  protected abstract alarms(): Promise<ReadonlySignal<readonly Alarm[]>>;
  /** The script of what stands beside the cards: its room is kept free until it is here. */
  protected abstract fetchBeside(): Promise<unknown>;
  /** What stands beside the cards; null: they have the whole width. */
  protected abstract beside(): TemplateResult | null;

  override connectedCallback(): void {
    super.connectedCallback();
    const until = this.#left.signal;
    this.desk.taps.listen(window, until);
    // Not needed to paint, but for the first key and the first answer: so at once, and beside everything else.
    arriving(() => import("./keys.ts"), until).then(({ listenToKeys }) => listenToKeys(this.desk, this, until));
    arriving(() => Promise.all([this.fetchBeside(), import("./notice.ts")]), until);
    arriving(() => import("./painted.ts"), until).then(({ reportPainted }) => reportPainted(this.desk, until));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    const blank = this.#blank.value;
    const beside = this.beside();
    return html`<kds-strip .desk=${desk} .name=${this.name()} .tallies=${[...this.tallies(), ...(this.#further.value?.value ?? [])]}></kds-strip>
      ${this.#stopped.value && blank === null ? stoppedBanner(desk.screen.sync.value) : nothing}
      <main class="work" ?data-side=${beside !== null}>
        ${
          blank === null
            ? html`<kds-grid .desk=${desk} .faces=${this.faces.value} .listing=${this.listing()}></kds-grid>`
            : html`<kds-state .desk=${desk} .blank=${blank}></kds-state>`
        }
        ${beside ?? nothing}
      </main>
      <kds-bar .desk=${desk} .oldest=${oldestOf(this.shown.value, desk.paging.value.after)} .without=${this.without}></kds-bar>
      ${this.#panel()}`;
  }

  /** After the first paint, and before anybody needs them: later the network may be gone. A panel that is opened before opens then. */
  protected override firstUpdated(): void {
    const until = this.#left.signal;
    const spoken = computed(() => [language.value]);
    requestIdleCallback(() => {
      arriving(() => import("./tallies.ts"), until).then(({ furtherTallies }) => {
        this.#further.value = furtherTallies(this.desk);
      });
      arriving(() => import("./panels.ts"), until);
      arriving(() => import("./walls.ts"), until).then(({ hang }) => hang(this.desk, this, until));
      soundWhenReady(this.desk, () => this.alarms(), spoken, until);
    });
  }

  /** A list in place of cards, where somebody chose one and there is little to say of an order. */
  protected listing(): Listing | null {
    return null;
  }

  protected override updated(): void {
    const name = this.name();
    if (document.title !== name) document.title = name;
  }

  #panel(): TemplateResult | typeof nothing {
    switch (this.desk.panel.value) {
      case "recall":
        return html`<kds-recall .desk=${this.desk}></kds-recall>`;
      case "soldout":
        return html`<kds-soldout .desk=${this.desk}></kds-soldout>`;
      case "settings":
        return html`<kds-settings .desk=${this.desk}></kds-settings>`;
      case "learn":
        return html`<kds-learn .desk=${this.desk}></kds-learn>`;
      case "allday":
      case "":
        return nothing;
    }
  }
}
