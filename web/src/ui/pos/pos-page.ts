/** `<kds-pos>`: the waiter's page: strip, the floor, a table or an order, and the sheets that open from below. */

import { computed, type ReadonlySignal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../../core/screen.ts";
import type { Alarm } from "../../core/sounds.ts";
import { arriving } from "../../sync/arriving.ts";
import { KdsElement } from "../element.ts";
import "../notice.ts";
import { icon } from "../icon.ts";
import { reportPainted } from "../painted.ts";
import { soundWhenReady } from "../sound-start.ts";
import { blankOf, stoppedBanner } from "../state.ts";
import "../strip.ts";
import type { Tally } from "../strip.ts";
import { language, t } from "../text.ts";
import "./floor-view.ts";
import "./menu-view.ts";
import { Pos } from "./pos.ts";
import type { Sheet } from "./sheets.ts";

export class KdsPos extends KdsElement {
  readonly pos: Pos;
  readonly #left = new AbortController();

  readonly #blank = computed(() => blankOf(this.pos.desk.screen.sync.value, this.#known() ? 1 : 0));
  readonly #stopped = computed(() => this.pos.desk.screen.sync.value.state === "stopped");
  readonly #ready = computed(() => {
    const { rooms, counter } = this.pos.floor.value;
    return [...rooms.flatMap((room) => room.spots), ...counter].reduce((sum, spot) => sum + spot.ready.length, 0);
  });

  constructor(screen: Screen) {
    super();
    this.pos = new Pos(screen);
  }

  #known(): boolean {
    return this.pos.desk.screen.store.value !== null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.pos.watch(this.#left.signal);
    this.pos.desk.taps.listen(window, this.#left.signal);
    reportPainted(this.pos.desk, this.#left.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override render(): TemplateResult {
    const { desk, way } = this.pos;
    const blank = this.#blank.value;
    return html`<kds-strip .desk=${desk} .name=${t("page.pos")} .tallies=${this.#tallies()}></kds-strip>
      ${this.#stopped.value && blank === null ? stoppedBanner(desk.screen.sync.value) : nothing}
      <main class="pos" data-at=${way.now.value.at}>
        ${blank === null ? this.#panes() : html`<kds-state .desk=${desk} .blank=${blank}></kds-state>`}
      </main>
      <footer class="pos-bar"><kds-notice .desk=${desk}></kds-notice></footer>
      ${desk.panel.value === "settings" ? html`<kds-settings .desk=${desk}></kds-settings>` : nothing}
      ${desk.panel.value === "recall" ? html`<kds-recall .desk=${desk}></kds-recall>` : nothing}
      ${this.#sheet(this.pos.sheet.value)}`;
  }

  /** After the first paint, and before anybody needs them: later the network may be gone. */
  protected override firstUpdated(): void {
    const until = this.#left.signal;
    requestIdleCallback(() => {
      arriving(() => import("./later.ts"), until);
      arriving(() => import("../walls.ts"), until).then(({ hang }) => hang(this.pos.desk, this, until));
      soundWhenReady(
        this.pos.desk,
        () => this.#alarms(),
        computed(() => [language.value]),
        until,
      );
    });
  }

  async #alarms(): Promise<ReadonlySignal<readonly Alarm[]>> {
    const { waiterAlarms } = await import("../../core/floor-alarms.ts");
    const { desk, floor, news, drafts, silent } = this.pos;
    const { tickets, store, dishes } = desk.screen;
    return computed(() =>
      waiterAlarms({
        floor: floor.value,
        tickets: tickets.value,
        news: news.value,
        calls: store.value?.calls ?? [],
        drafts: drafts.value,
        dishes: dishes.value,
        silent: silent.value,
      }),
    );
  }

  protected override updated(): void {
    document.title = t("page.pos");
  }

  #tallies(): readonly Tally[] {
    return [{ key: "strip.ready", value: this.#ready.value, loud: "ready" }];
  }

  /** On a phone one of them is seen, on a counter's screen the floor stands beside the order, the menu beside the draft. */
  #panes(): TemplateResult {
    const { pos } = this;
    const route = pos.way.now.value;
    switch (route.at) {
      case "floor":
        return html`<kds-floor class="pane" data-main .pos=${pos}></kds-floor>
          <section class="pane aside-next">${icon("table")}<p>${t("pos.choose_table")}</p></section>`;
      case "table":
        return html`<kds-floor class="pane" .pos=${pos}></kds-floor>
          <kds-table class="pane" data-main .pos=${pos} .spot=${route.spot}></kds-table>`;
      case "menu":
      case "draft":
        return html`<kds-menu class="pane" ?data-main=${route.at === "menu"} .pos=${pos} .spot=${route.spot}></kds-menu>
          <kds-draft class="pane" ?data-main=${route.at === "draft"} .pos=${pos} .spot=${route.spot}></kds-draft>`;
    }
  }

  #sheet(sheet: Sheet | null): TemplateResult | typeof nothing {
    const { pos } = this;
    switch (sheet?.kind) {
      case undefined:
        return nothing;
      case "line":
      case "change":
        return html`<kds-line-sheet .pos=${pos} .sheet=${sheet}></kds-line-sheet>`;
      case "item":
      case "void":
        return html`<kds-item-sheet .pos=${pos} .sheet=${sheet}></kds-item-sheet>`;
      case "ticket":
      case "merge":
      case "split":
      case "cancel":
        return html`<kds-ticket-sheet .pos=${pos} .sheet=${sheet}></kds-ticket-sheet>`;
      case "move":
        return html`<kds-move-sheet .pos=${pos} .sheet=${sheet}></kds-move-sheet>`;
      case "party":
        return html`<kds-party-sheet .pos=${pos} .sheet=${sheet}></kds-party-sheet>`;
    }
  }
}

customElements.define("kds-pos", KdsPos);
