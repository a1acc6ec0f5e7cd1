/** `<kds-floor>`: every table, what waits to be carried, what the kitchen answered. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { isOpen, type Spot, spotKey } from "../../core/floor.ts";
import { COUNTER, roomKey } from "../../core/floor-alarms.ts";
import type { News } from "../../core/news.ts";
import "../age.ts";
import { portions } from "../../core/draft.ts";
import type { Call } from "../../core/store.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { ticketNumber } from "../names.ts";
import { chip } from "../row.ts";
import { listed, t } from "../text.ts";
import { draftSpot, type Pos } from "./pos.ts";
import { roomHead } from "./room-head.ts";
import { isLong, newsText } from "./words.ts";

export class KdsFloor extends KdsElement {
  static override properties = { pos: {} };
  declare pos: Pos;

  protected override render(): TemplateResult {
    const { rooms, counter } = this.pos.floor.value;
    const spots = [...rooms.flatMap((room) => room.spots), ...counter];
    const ready = spots.filter((spot) => spot.ready.length > 0).sort((left, right) => left.readyMs - right.readyMs);
    return html`<section class="floor" aria-label=${t("pos.floor")}>
      ${this.#calls(ready, this.pos.news.value)}
      ${rooms.map((room) => this.#room(room.area, room.spots, rooms.length > 1))}
      ${rooms.length === 0 ? html`<p class="pos-none">${t("pos.no_tables")}</p>` : nothing}
      ${roomHead(this.pos, "star", t("pos.counter"), rooms.length > 0 ? COUNTER : "")}
      <ul class="spots">
        ${repeat(
          counter,
          (spot) => spot.key,
          (spot) => this.#spot(spot),
        )}
        ${this.#loose()}
        <li><button class="spot" data-new @click=${() => this.#takeaway()}>${icon("plus")}<b>${t("pos.new_counter")}</b></button></li>
      </ul>
      ${this.#other()}
      <button class="tool" data-tool="recall" @click=${() => this.pos.desk.toggle("recall")}>${icon("search")}${t("past.find")}</button>
      <button class="tool" data-tool="settings" @click=${() => this.pos.desk.toggle("settings")}>${icon("gear")}${t("bar.settings")}</button>
    </section>`;
  }

  /** What calls for a walk, the longest waiting first. */
  #calls(ready: readonly Spot[], news: readonly News[]): TemplateResult | typeof nothing {
    const { tickets, store } = this.pos.desk.screen;
    const guests = store.value?.calls ?? [];
    const waiting = tickets.value.filter((ticket) => ticket.to_approve && isOpen(ticket));
    if (ready.length + news.length + guests.length + waiting.length === 0) return nothing;
    return html`<section class="calls" aria-label=${t("pos.calls")} aria-live="polite">
      <ul>
        ${repeat(
          guests,
          (call) => `guest ${call.table}`,
          (call) => this.#guest(call),
        )}
        ${repeat(
          waiting,
          (ticket) => `approve ${ticket.id}`,
          (ticket) => html`<li><button class="call" data-call="approve" @click=${() => this.#open(spotKey(ticket))}>
            ${icon("question")}<span><b>${ticket.table}</b> ${t("approve.title")}</span>
            <kds-age .since=${ticket.opened_ms} .now=${this.pos.desk.screen.now}></kds-age>
          </button></li>`,
        )}
        ${repeat(
          news,
          (one) => one.key,
          (one) => html`<li><button class="call" data-call=${one.kind} @click=${() => this.#open(one.spot)}>
            ${icon(one.kind === "reply" ? "rush" : "question")}<span><b>${this.#where(one)}</b> ${newsText(one)}</span>
          </button></li>`,
        )}
        ${repeat(
          ready,
          (spot) => spot.key,
          (spot) => html`<li><button class="call" data-call="ready" @click=${() => this.#open(spot.key)}>
            ${icon("serve")}<span><b>${this.#name(spot)}</b> ${listed(spot.ready.map((item) => `${item.quantity}× ${item.name}`))}</span>
            <kds-age .since=${spot.readyMs} .now=${this.pos.desk.screen.now}></kds-age>
          </button></li>`,
        )}
      </ul>
    </section>`;
  }

  /** A guest waits until somebody says that they are on their way. */
  #guest(call: Call): TemplateResult {
    const { desk } = this.pos;
    return html`<li class="guest-call">
      <button class="call" data-call="guest" @click=${() => this.#open(`t/${call.table}`)}>
        ${icon("alert")}<span>${t(`call.${call.about}`, { table: call.table })}${call.times > 1 ? html` · ${t("call.again", { times: call.times })}` : nothing}</span>
        <kds-age .since=${call.at_ms} .now=${desk.screen.now}></kds-age>
      </button>
      <button class="act" data-answer=${call.table} ?data-pressed=${desk.pressed(`call ${call.table}`)} @click=${() => desk.send({ kind: "answer_call", table: call.table })}>${icon("check")}${t("call.answer")}</button>
    </li>`;
  }

  #where({ ticket }: News): string {
    return ticket.table === "" ? ticketNumber(ticket) : ticket.table;
  }

  #name(spot: Spot): string {
    const [first] = spot.tickets;
    return spot.table !== "" || first === undefined ? spot.table : ticketNumber(first);
  }

  #room(area: string, spots: readonly Spot[], several: boolean): TemplateResult {
    const name = area === "" && several ? t("pos.floor") : area;
    return html`${name === "" ? nothing : roomHead(this.pos, "table", name, roomKey({ table: "any", area }))}
      <ul class="spots">
        ${repeat(
          spots,
          (spot) => spot.key,
          (spot) => this.#spot(spot),
        )}
      </ul>`;
  }

  #spot(spot: Spot): TemplateResult {
    const { pos } = this;
    const draft = pos.draftAt(spot.key);
    const unsent = draft === undefined ? 0 : portions(draft);
    const sending = pos.sentAt(spot.key).length > 0;
    const late = spot.lateMs > 0 && spot.lateMs <= pos.desk.screen.now.value;
    const busy = spot.tickets.length > 0;
    const [first] = spot.tickets;
    const route = pos.way.now.value;
    const here = route.at !== "floor" && route.spot === spot.key;
    return html`<li>
      <button class="spot" data-state=${busy ? "busy" : "free"} ?data-late=${late} aria-current=${here ? "true" : nothing} @click=${() => this.#open(spot.key)}>
        <span class="spot-name"><b ?data-long=${isLong(this.#name(spot))}>${this.#name(spot)}</b>${
          spot.covers > 0 ? html`<small>${t("who.covers", { covers: spot.covers })}</small>` : nothing
        }</span>
        ${spot.table === "" && first !== undefined ? html`<small>${first.guest || t(`service.${first.service}`)}</small>` : nothing}
        ${busy ? html`<kds-age .since=${spot.sinceMs} .now=${pos.desk.screen.now}></kds-age>` : html`<small>${t("pos.free")}</small>`}
        <span class="spot-marks">
          ${spot.ready.length > 0 ? chip("ready", "serve", t("pos.ready", { count: spot.ready.length })) : nothing}
          ${spot.cooking > 0 ? chip("cooking", "play", t("pos.cooking", { count: spot.cooking })) : nothing}
          ${late ? chip("late", "alert", t("level.late")) : nothing}
          ${pos.news.value.some((one) => one.spot === spot.key) ? chip("news", "rush", t("pos.answered")) : nothing}
          ${unsent > 0 ? chip("unsent", "note", t("pos.unsent", { count: unsent })) : nothing}
          ${sending ? chip("sending", "wait", t("pos.sending")) : nothing}
        </span>
      </button>
    </li>`;
  }

  /** Orders without a table that are not in the kitchen yet. */
  #loose(): readonly TemplateResult[] {
    return this.pos.drafts.value
      .filter((draft) => draft.table === "")
      .map(
        (draft) => html`<li>
        <button class="spot" data-state="free" ?disabled=${draft.sent !== null} @click=${() => this.pos.way.go({ at: "menu", spot: draftSpot(draft) })}>
          <span class="spot-name"><b>${draft.guest || t(`service.${draft.service}`)}</b></span>
          <span class="spot-marks">${
            draft.sent === null
              ? chip("unsent", "note", t("pos.unsent", { count: portions(draft) }))
              : chip("sending", "wait", t("pos.sending"))
          }</span>
        </button>
      </li>`,
      );
  }

  /** A table that no file names: a chair at the bar, an extra table in the yard. */
  #other(): TemplateResult {
    return html`<form class="other" @submit=${this.#openOther}>
      <label for="pos-other">${t("pos.other_table")}</label>
      <input id="pos-other" name="table" maxlength="16" autocomplete="off" enterkeyhint="go" />
      <button class="act">${icon("right")}${t("pos.open")}</button>
    </form>`;
  }

  readonly #openOther = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const table = String(new FormData(form).get("table") ?? "").trim();
    if (table !== "") this.#open(`t/${table}`);
    form.reset();
  };

  #takeaway(): void {
    const draft = this.pos.begin("", "takeaway");
    this.pos.write(draft);
    this.pos.way.go({ at: "menu", spot: draftSpot(draft) });
  }

  /** A free table is there to order; at one that has orders they come first. */
  #open(spot: string): void {
    const busy = (this.pos.spot(spot)?.tickets.length ?? 0) > 0 || this.pos.sentAt(spot).length > 0;
    this.pos.course.value = 1;
    this.pos.way.go({ at: busy ? "table" : "menu", spot });
  }
}

customElements.define("kds-floor", KdsFloor);
