/** `<kds-board>`: numbers for guests who wait, read from ten metres; what is ready comes first. */

import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import {
  type BoardState,
  boardState,
  calledMs,
  type Numbers,
  numbersOf,
  type Page,
  pageOf,
  twoOf,
} from "../core/board.ts";
import type { Screen } from "../core/screen.ts";
import type { Alarm } from "../core/sounds.ts";
import { arriving } from "../sync/arriving.ts";
import { boardNumber, type Shown } from "./board-number.ts";
import { age, moment } from "./clock-text.ts";
import { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { reportPainted } from "./painted.ts";
import { soundWhenReady } from "./sound-start.ts";
import { stoppedBanner } from "./state.ts";
import { language, named, type TextKey, tIn } from "./text.ts";

const NONE: Numbers = { ready: [], preparing: [] };

/** Rows of each part on this glass, as the style sheet says. */
interface Room {
  readonly ready: number;
  readonly preparing: number;
}

const BLANKS: Readonly<Record<Exclude<BoardState, "live" | "stale">, IconName>> = {
  loading: "wait",
  unreachable: "offline",
  empty: "check",
};

export class KdsBoard extends KdsElement {
  readonly desk: Desk;
  readonly #left = new AbortController();
  readonly #room = signal<Room>({ ready: 1, preparing: 1 });

  readonly #numbers = computed(() => {
    const { pickups, board, now } = this.desk.screen;
    return board.value === null ? NONE : numbersOf(pickups.value, board.value, now.value);
  });
  readonly #state = computed(() => {
    const { ready, preparing } = this.#numbers.value;
    const { sync, now } = this.desk.screen;
    return boardState(sync.value, ready.length + preparing.length, now.value);
  });
  /** The language of this screen, and one more where the store has one. */
  readonly #languages = computed(() => {
    const spoken = this.desk.screen.page.languages;
    const known = this.desk.screen.board.value?.languages.filter((one) => spoken.includes(one)) ?? spoken;
    return twoOf(known, language.value);
  });

  constructor(screen: Screen) {
    super();
    this.desk = new Desk(screen, screen.page.stations);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const until = this.#left.signal;
    reportPainted(this.desk, until);
    addEventListener("resize", () => this.#measure(), { signal: until });
    requestIdleCallback(() => {
      // Before anybody needs it: later the network may be gone.
      arriving(() => import("./settings-panel.ts"), until);
      arriving(() => import("./walls.ts"), until).then(({ hang }) => hang(this.desk, this, until));
      soundWhenReady(this.desk, () => this.#alarms(), this.#languages, until);
    });
  }

  async #alarms(): Promise<ReadonlySignal<readonly Alarm[]>> {
    const { boardAlarms } = await import("../core/alarms.ts");
    const { pickups, board, now } = this.desk.screen;
    return computed(() => (board.value === null ? [] : boardAlarms(pickups.value, board.value, now.value)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override render(): TemplateResult {
    const state = this.#state.value;
    const shown = state === "live" || state === "stale";
    return html`<header class="board-head">
        <h1>${this.#store()}</h1>
        <span class="clock">${this.#clock()}</span>
      </header>
      ${state === "stale" ? this.#stale() : nothing}
      ${this.desk.screen.sync.value.state === "stopped" ? stoppedBanner(this.desk.screen.sync.value) : nothing}
      <main class="board-numbers" data-state=${state}>${shown ? this.#parts() : this.#blank(state)}</main>
      <footer class="board-foot">
        ${this.desk.ringer.value?.mark() ?? nothing} ${this.desk.wall.value?.mark() ?? nothing}
        <button class="tool" data-tool="settings" aria-label=${this.#say("bar.settings")} @click=${() => this.desk.toggle("settings")}>${icon("gear")}</button>
      </footer>
      ${this.desk.panel.value === "settings" ? html`<kds-settings .desk=${this.desk}></kds-settings>` : nothing}`;
  }

  protected override firstUpdated(): void {
    this.#measure();
  }

  protected override updated(): void {
    document.title = this.#say("page.board");
    this.#measure();
  }

  #measure(): void {
    const style = getComputedStyle(this);
    const ready = Number(style.getPropertyValue("--ready-places"));
    const preparing = Number(style.getPropertyValue("--preparing-places"));
    const room = this.#room.peek();
    if (room.ready !== ready || room.preparing !== preparing) this.#room.value = { ready, preparing };
  }

  #store(): string {
    return named(this.desk.screen.board.value?.name ?? {}, this.#say("page.board"));
  }

  #clock(): string {
    const { board, now } = this.desk.screen;
    return board.value === null ? "" : moment(now.value, board.value.timezone);
  }

  #say(key: TextKey): string {
    return tIn(language.value, key);
  }

  /** A text in both languages of the board, the first larger. */
  #both(key: TextKey): readonly TemplateResult[] {
    return this.#languages.value.map((one) => html`<span lang=${one}>${tIn(one, key)}</span>`);
  }

  #parts(): TemplateResult {
    const { ready, preparing } = this.#numbers.value;
    const room = this.#room.value;
    const now = this.desk.screen.now.value;
    const called = Math.max(0, ...ready.map(calledMs));
    return html`${this.#part("ready", pageOf(ready, room.ready, now, called), "board.ready_none")}
      ${this.#part("preparing", pageOf(preparing, room.preparing, now, 0), "board.preparing_none")}`;
  }

  #part(kind: "ready" | "preparing", page: Page<Shown>, none: TextKey): TemplateResult {
    return html`<section class="board-part" data-part=${kind} aria-labelledby="head-${kind}">
      <h2 id="head-${kind}">${icon(kind === "ready" ? "serve" : "wait")}<span class="both">${this.#both(`board.${kind}`)}</span>${
        page.pages > 1 ? html`<small class="board-page">${page.page + 1}/${page.pages}</small>` : nothing
      }</h2>
      ${page.rows.length === 0 ? html`<p class="board-none both">${this.#both(none)}</p>` : nothing}
      <ul class="board-list" aria-live=${kind === "ready" ? "polite" : "off"}>
        ${repeat(
          page.rows,
          (one) => `${one.id} ${one.calls}`,
          (one) => boardNumber(one),
        )}
      </ul>
    </section>`;
  }

  /** Over the numbers, which may be old. */
  #stale(): TemplateResult {
    const { sync, now } = this.desk.screen;
    const { lastFrameMs } = sync.value;
    return html`<div class="board-stale">
      ${icon("offline")}<p class="both" role="alert">${this.#both("board.stale")}</p>
      <small>${tIn(language.value, "sync.last", { age: age(now.value - lastFrameMs) })}</small>
    </div>`;
  }

  #blank(state: Exclude<BoardState, "live" | "stale">): TemplateResult {
    const sync = this.desk.screen.sync.value.state;
    return html`<section class="board-blank" data-blank=${state} role=${state === "unreachable" ? "alert" : "status"}>
      ${icon(BLANKS[state])}
      <h2 class="both">${this.#both(`board.${state}`)}</h2>
      ${state === "unreachable" && sync !== "stopped" ? html`<p>${this.#say("blank.unreachable_next")}</p>` : nothing}
    </section>`;
  }
}

customElements.define("kds-board", KdsBoard);
