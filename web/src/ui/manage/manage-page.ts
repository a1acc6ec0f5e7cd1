/** `<kds-manage>`: the manager's page: what needs a person on top, then one room at a time. */

import { computed, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../../core/screen.ts";
import type { ManageLink } from "../../sync/manage-link.ts";
import { moment } from "../clock-text.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { reportPainted } from "../painted.ts";
import { blankOf, stoppedBanner } from "../state.ts";
import "../strip.ts";
import { t } from "../text.ts";
import { alarms } from "./alarms.ts";
import { House, ROOM_ICONS, ROOMS, type Room } from "./house.ts";
import "./screens-room.ts";

/** Rooms that did not come are asked for again after this long. */
const AGAIN_MS = 5000;

export class KdsManage extends KdsElement {
  readonly house: House;
  readonly #left = new AbortController();
  /** The script of the other rooms is here. */
  readonly #furnished = signal(false);

  readonly #blank = computed(() => {
    const { desk } = this.house;
    return blankOf(desk.screen.sync.value, desk.screen.store.value === null ? 0 : 1);
  });

  constructor(screen: Screen, link: ManageLink, device: string) {
    super();
    this.house = new House(screen, link, device);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.house.listen(this.#left.signal);
    this.house.desk.taps.listen(window, this.#left.signal);
    reportPainted(this.house.desk, this.#left.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override render(): TemplateResult {
    const { desk } = this.house;
    const blank = this.#blank.value;
    const { state } = desk.screen.sync.value;
    return html`<kds-strip .desk=${desk} .name=${t("page.manage")} .tallies=${[]}></kds-strip>
      ${state === "stopped" && blank === null ? stoppedBanner(desk.screen.sync.value) : nothing}
      <main class="manage">
        ${blank === null ? this.#rooms() : html`<kds-state .desk=${desk} .blank=${blank}></kds-state>`}
      </main>
      <footer class="manage-foot"><kds-notice .desk=${desk}></kds-notice></footer>
      ${desk.panel.value === "settings" ? html`<kds-settings .desk=${desk}></kds-settings>` : nothing}`;
  }

  /** After the first paint, and before anybody needs them: later the network may be gone. */
  protected override firstUpdated(): void {
    requestIdleCallback(() => this.#loadLater());
  }

  #loadLater(): void {
    import("./later.ts").then(
      () => {
        this.#furnished.value = true;
      },
      () => setTimeout(() => this.#loadLater(), AGAIN_MS),
    );
  }

  protected override updated(): void {
    document.title = t("page.manage");
  }

  #rooms(): TemplateResult {
    const { house } = this;
    const room = house.room.value;
    return html`<nav class="rooms" aria-label=${t("manage.rooms")}>
        ${ROOMS.map((one) => this.#door(one, one === room))}
        <button class="tool" data-tool="settings" @click=${() => house.desk.toggle("settings")}>${icon("gear")}<span>${t("bar.settings")}</span></button>
      </nav>
      <div class="manage-floor" tabindex="0">
        ${this.#contact()} ${alarms(house)}
        ${this.#room(room)}
      </div>`;
  }

  #door(room: Room, here: boolean): TemplateResult {
    const { house } = this;
    const count = house.count(room);
    return html`<a class="act room-door" href=${`#${room}`} aria-current=${here ? "page" : nothing}>
      ${icon(ROOM_ICONS[room])}<span>${t(`manage.${room}`)}</span>
      ${count === 0 ? nothing : html`<b class="room-count" ?data-quiet=${room === "dishes"} aria-label=${t("manage.count", { count })}>${count}</b>`}
    </a>`;
  }

  /** What is shown is old, and how old. */
  #contact(): TemplateResult | typeof nothing {
    const { link, timezone } = this.house;
    const state = link.state.value;
    switch (link.contact.value) {
      case "denied":
        return html`<p class="manage-word" data-tone="bad" role="alert">${icon("alert")}<span>${t("manage.denied")}</span>
          <a class="act" href="/login?next=/manage">${icon("right")}${t("manage.sign_in")}</a></p>`;
      case "away":
        return html`<p class="manage-word" data-tone="bad" role="status">${icon("offline")}<span>${
          state === null ? t("manage.away") : t("manage.away_since", { time: moment(state.at_ms, timezone) })
        }</span></p>`;
      case "asking":
      case "there":
        return nothing;
    }
  }

  #room(room: Room): TemplateResult {
    const { house } = this;
    if (room !== "screens" && !this.#furnished.value)
      return html`<p class="manage-none" role="status">${icon("wait")}${t("manage.asking")}</p>`;
    switch (room) {
      case "screens":
        return html`<kds-screens-room class="room" .house=${house}></kds-screens-room>`;
      case "dishes":
        return html`<kds-dishes-room class="room" .house=${house}></kds-dishes-room>`;
      case "kitchen":
        return html`<kds-kitchen-room class="room" .house=${house}></kds-kitchen-room>`;
      case "bodies":
        return html`<kds-bodies-room class="room" .house=${house}></kds-bodies-room>`;
    }
  }
}

customElements.define("kds-manage", KdsManage);
