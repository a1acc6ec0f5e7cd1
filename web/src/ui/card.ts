/** `<kds-card>`: one place of the grid, a card or one part of a long one. */

import { computed, signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Deadline } from "../core/card.ts";
import { levelAt } from "../core/cards.ts";
import "./age.ts";
import type { Slot } from "./arrange.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import type { Face } from "./face.ts";
import { icon } from "./icon.ts";
import { aboutTicket, ticketNumber, whose, widthOf } from "./names.ts";
import { t } from "./text.ts";
import type { Undo } from "./undo.ts";
import { takeBack } from "./verbs.ts";

/** Widths of a number that leaves room beside it on the narrowest card, and of one that fits above the rest. */
const BESIDE = 8;
const ABOVE = 16;

export class KdsCard extends KdsElement {
  static override properties = { desk: {}, face: {}, cut: {}, place: {} };
  declare desk: Desk;
  declare face: Face;
  declare cut: Slot;
  /** Number on the glass, 1 and up: the digit that picks it. */
  declare place: number;

  readonly #deadline = signal<Deadline>({ attentionMs: 0, lateMs: 0 });
  readonly #level = computed(() => levelAt(this.#deadline.value, this.desk.screen.now.value));

  protected override willUpdate(): void {
    const { attentionMs, lateMs } = this.face.deadline;
    const before = this.#deadline.peek();
    if (before.attentionMs !== attentionMs || before.lateMs !== lateMs) this.#deadline.value = { attentionMs, lateMs };
  }

  protected override render(): TemplateResult {
    const { desk, face, cut, place } = this;
    const pieces = face.pieces().flatMap((piece) => (piece.again === undefined ? [piece] : [piece, piece.again]));
    const drawn = new Map(pieces.map((piece) => [piece.key, piece.drawn]));
    const here = new Set(cut.blocks.map((block) => block.key));
    const undo = desk.undos.ofCard(face.id, here);
    return html`<article
      class="card"
      data-level=${this.#level.value || "none"}
      data-stage=${face.stage}
      data-taken=${face.taken || nothing}
      data-ticket=${face.id}
      aria-label=${t("card.label", { number: ticketNumber(face.leader), who: whose(face.leader) })}
    >
      ${this.#head(here)}
      <div class="card-body">
        ${repeat(
          cut.blocks,
          (block) => block.key,
          (block) => html`<div class="block">${drawn.get(block.key) ?? nothing}</div>`,
        )}
      </div>
      <footer class="card-foot">${face.foot(place, undo === undefined ? null : this.#undo(undo))}</footer>
    </article>`;
  }

  /** Each block keeps the height it was measured with, so that nothing below it moves under a finger. */
  protected override updated(): void {
    const blocks = this.querySelectorAll<HTMLElement>(".block");
    this.cut.blocks.forEach(({ height }, index) => {
      blocks[index]?.style.setProperty("height", `${height}px`);
    });
  }

  #head(here: ReadonlySet<string>): TemplateResult {
    const { face, cut } = this;
    const number = ticketNumber(face.leader);
    const width = widthOf(number);
    const head = html`<button
      class="card-head"
      data-long=${width > ABOVE ? "lines" : width > BESIDE ? "line" : nothing}
      data-nav="head"
      data-head
      aria-disabled=${face.acts(here) ? "false" : "true"}
      @click=${(event: Event) => face.tap(here, event.timeStamp)}
    >
      <span class="number">${number}${cut.parts > 1 ? html`<span class="part">${cut.part + 1}/${cut.parts}</span>` : nothing}</span>
      <span class="who"><span>${whose(face.leader)}</span><small>${aboutTicket(face.leader)}</small></span>
      ${face.look === undefined ? html`<span class="age">${this.#age()}</span>` : nothing}
    </button>`;
    if (face.look === undefined) return head;
    return html`<div class="card-top">
      ${head}<button class="card-look" data-nav data-look @click=${() => face.look?.()}>
        <span class="age">${this.#age()}</span>${icon("right")}<span class="unseen">${t("past.look", { number })}</span>
      </button>
    </div>`;
  }

  #age(): TemplateResult {
    const { desk, face } = this;
    const level = this.#level.value;
    if (face.taken !== "") return html`<b class="not-running">${icon("close")}${t(`card.${face.taken}`)}</b>`;
    if (face.clockMs === 0) return html`<span class="not-running">${icon("pause")}${t("card.held")}</span>`;
    const sign =
      level === ""
        ? nothing
        : html`<span class="level">${icon(level === "late" ? "alert" : "clock")}<span class="unseen">${t(`level.${level}`)}</span></span>`;
    return html`${sign}<kds-age .since=${face.clockMs} .now=${desk.screen.now}></kds-age>`;
  }

  #undo(undo: Undo): TemplateResult {
    this.desk.screen.now.value;
    return html`<button class="card-undo" data-nav="undo" @click=${() => takeBack(this.desk, undo)}>
      ${icon("undo")}<b>${t("undo.card")}</b><span class="left">${this.desk.undos.secondsLeft(undo)}</span>
    </button>`;
  }
}

customElements.define("kds-card", KdsCard);
