/** `<kds-draft>`: the order that is being written, course by course, and the button that sends it. */

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { counted, courses, type Draft, type DraftLine, leftOf, portions, ticketFor } from "../../core/draft.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { ticketNumber } from "../names.ts";
import { quantityText } from "../quantity.ts";
import { chip } from "../row.ts";
import { named, t } from "../text.ts";
import { differences, places } from "./item-row.ts";
import type { Pos } from "./pos.ts";
import { backText, spotName } from "./words.ts";

export class KdsDraft extends KdsElement {
  static override properties = { pos: {}, spot: {}, asked: { state: true } };
  declare pos: Pos;
  declare spot: string;
  /** The draft of which was asked whether to drop it: what is changed since is another. */
  declare asked: Draft | null;

  constructor() {
    super();
    this.asked = null;
  }

  protected override render(): TemplateResult {
    const { pos, spot } = this;
    const draft = pos.draftAt(spot);
    return html`<section class="pos-page draft" aria-label=${t("pos.order")} @click=${this.#other}>
      <header class="pos-head">
        <button class="tool back" aria-label=${t("pos.back_to_menu")} @click=${() => pos.way.go({ at: "menu", spot })}>${icon("left")}</button>
        <h2>${spotName(pos, spot)}</h2>
        ${draft === undefined ? nothing : chip("unsent", "note", t("pos.not_sent"))}
      </header>
      ${draft === undefined ? html`<p class="pos-none">${t("pos.draft_empty")}</p>` : this.#order(draft)}
    </section>`;
  }

  #order(draft: Draft): TemplateResult {
    const all = courses(draft);
    const out = this.#soldOut(draft);
    return html`<div class="pos-scroll">
        ${draft.why === "" ? nothing : html`<p class="came-back" role="alert">${icon("alert")}<span>${backText(draft)}</span></p>`}
        ${this.pos.keeps.value ? nothing : html`<p class="came-back">${icon("alert")}<span>${t("pos.not_kept")}</span></p>`}
        <button class="act party" @click=${() => this.#party()}>${icon("table")}${this.#partyText(draft)}</button>
        ${all.map(
          (course) => html`<section class="course">
            ${all.length > 1 || course > 1 ? this.#courseHead(draft, course) : nothing}
            <ul class="order-items">${repeat(
              draft.lines.filter((line) => line.course === course),
              (line) => line.uid,
              (line) => this.#line(draft, line, out.has(line.sku)),
            )}</ul>
          </section>`,
        )}
        <button class="act quiet" data-drop ?data-asked=${this.asked === draft} @click=${(event: Event) => this.#drop(draft, event.timeStamp)}>${icon("bin")}${t(this.asked === draft ? "pos.drop_sure" : "pos.drop_draft")}</button>
      </div>
      <footer class="pos-foot">
        <button class="act" data-more-dishes @click=${() => this.pos.way.go({ at: "menu", spot: this.spot })}>${icon("plus")}${t("pos.more_dishes")}</button>
        <button class="act main" data-verb="send" ?disabled=${draft.lines.length === 0} @click=${() => this.#send(draft)}>
          ${icon("arrow")}<span>${t("pos.send", { count: portions(draft) })}<small>${this.#where(draft)}</small></span>
        </button>
      </footer>`;
  }

  #soldOut(draft: Draft): ReadonlySet<string> {
    const dishes = this.pos.desk.screen.dishes.value;
    const skus = new Set(draft.lines.map((line) => line.sku));
    return new Set(dishes.filter((dish) => !dish.available && skus.has(dish.sku)).map((dish) => dish.sku));
  }

  /** Which ticket it goes on, before it is sent. */
  #where(draft: Draft): string {
    const { tickets, sync } = this.pos.desk.screen;
    if (sync.value.state !== "synced") return t("pos.goes_later");
    const into = ticketFor(draft, tickets.value);
    const ticket = tickets.value.find((one) => one.id === into);
    return ticket === undefined ? t("pos.goes_new") : t("pos.goes_on", { number: ticketNumber(ticket) });
  }

  #partyText(draft: Draft): string {
    const parts = [
      draft.guest,
      draft.table === "" ? t(`service.${draft.service}`) : "",
      draft.covers > 0 ? t("who.covers", { covers: draft.covers }) : "",
      draft.note,
    ].filter((one) => one !== "");
    return parts.length === 0 ? t("pos.party_none") : parts.join(" · ");
  }

  #courseHead(draft: Draft, course: number): TemplateResult {
    const held = draft.held.includes(course);
    const turn = () =>
      this.pos.write({ ...draft, held: held ? draft.held.filter((one) => one !== course) : [...draft.held, course] });
    return html`<header class="course-head">
      <h3>${t("line.course", { course })}</h3>
      <button class="act" aria-pressed=${held} @click=${turn}>${icon(held ? "pause" : "play")}${held ? t("pos.course_held") : t("pos.course_now")}</button>
    </header>`;
  }

  #line(draft: Draft, line: DraftLine, out: boolean): TemplateResult {
    const count = (by: number) => this.pos.write(counted(draft, line.uid, by));
    const dish = this.pos.desk.screen.dishes.value.find((one) => one.sku === line.sku);
    const left = dish === undefined || out ? null : leftOf(dish, draft);
    const few =
      left === 0 ? html`<span class="left-of">${t("soldout.left", { count: dish?.remaining ?? 0 })}</span>` : nothing;
    const edit = () => {
      this.pos.sheet.value = { kind: "line", draft: draft.id, uid: line.uid };
    };
    return html`<li class="order-item" ?data-out=${out}>
      <button class="item" @click=${edit}>
        <span class="item-count">${quantityText(line.quantity, "", false)}</span>
        <span class="item-text"><span class="name">${line.name}</span>${places({ ...line, course: 1 })} ${differences(line)}</span>
        <span class="item-state">${this.pos.unanswered(line.sku, line.modifiers).map((group) => chip("asked", "question", t("pos.choose", { group: named(group.name, group.id) })))}
        ${out ? chip("out", "soldout", t("soldout.out")) : few}</span><span class="unseen">${t("pos.edit", { dish: line.name })}</span>
      </button>
      <span class="stepper">
        <button class="tool" aria-label=${t("pos.fewer", { dish: line.name })} @click=${() => count(-1)}>−</button>
        <button class="tool" aria-label=${t("pos.one_more", { dish: line.name })} ?disabled=${left === 0} @click=${() => count(1)}>+</button>
      </span>
    </li>`;
  }

  #party(): void {
    this.pos.sheet.value = { kind: "party", spot: this.spot };
  }

  /** A tap on anything else means no. */
  readonly #other = (event: Event): void => {
    const { target } = event;
    if (target instanceof Element && target.closest("[data-drop]") === null) this.asked = null;
  };

  /** The second tap means it; a bounce of the first does not. */
  #drop(draft: Draft, atMs: number): void {
    if (!this.pos.desk.taps.fresh(`drop ${draft.id}`, atMs)) return;
    if (this.asked !== draft) {
      this.asked = draft;
      return;
    }
    this.pos.drop(draft);
    this.pos.way.turn({ at: "floor" });
  }

  #send(draft: Draft): void {
    this.pos.sendOrder(draft);
    this.pos.way.turn(draft.table === "" ? { at: "floor" } : { at: "table", spot: this.spot });
  }
}

customElements.define("kds-draft", KdsDraft);
