/** `<kds-learn>`: teaches this screen a bump bar, key by key, and lets every key be tried before it is kept. */

import { html, nothing, type TemplateResult } from "lit";
import { type Action, isSlot, placeOf } from "../core/keys/actions.ts";
import {
  asked,
  BUMPS_TO_KEEP,
  back,
  begin,
  hearBar,
  isEnough,
  type Lesson,
  skip,
  teachable,
  unlearned,
  wantsKeeping,
} from "../core/keys/learn.ts";
import { codesOf } from "../core/keys/presets.ts";
import { icon } from "./icon.ts";
import { keyName } from "./keyboard.ts";
import { actionName, placesHere } from "./keyboard-choices.ts";
import { strokeOf } from "./keys.ts";
import { KdsPanel } from "./panel.ts";
import { change } from "./settings.ts";
import { listed, t } from "./text.ts";

/** Tab still walks between the buttons and Escape still closes: who has a whole keyboard needs no touch either. */
const OURS: ReadonlySet<string> = new Set(["Tab", "Escape"]);

export class KdsLearn extends KdsPanel {
  static override properties = { ...KdsPanel.properties, lesson: { state: true } };
  declare lesson: Lesson;
  #left = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.lesson = begin(teachable(placesHere(), this.desk.isPass));
    this.#left = new AbortController();
    const options = { capture: true, signal: this.#left.signal };
    window.addEventListener("keydown", this.#onKey, options);
    window.addEventListener("keyup", this.#onKey, options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#left.abort();
  }

  protected override heading(): string {
    return t("learn.title");
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.#listen();
  }

  /** No button has the focus, or a bar that sends Enter or Space would press it. */
  #listen(): void {
    const dialog = this.querySelector("dialog");
    dialog?.setAttribute("tabindex", "-1");
    dialog?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const pressesButton = document.activeElement?.matches("button") && (event.key === "Enter" || event.key === " ");
    if (OURS.has(event.code) || pressesButton) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.lesson = hearBar(this.lesson, strokeOf(event));
    if (wantsKeeping(this.lesson)) this.#keep();
  };

  protected override body(): TemplateResult {
    const action = asked(this.lesson);
    return html`<div class="learn">
      ${action === null ? this.#trial() : this.#question(action)}
      ${this.#map(action)}
      <div class="choice">${action === null ? this.#keepButton() : this.#button("skip", "arrow", t("learn.skip"), () => skip(this.lesson))}
        ${this.#button("back", "left", t("learn.back"), () => back(this.lesson))}
        ${this.#button("again", "undo", t("learn.again"), () => begin(this.lesson.asks))}
        <button class="act" data-do="cancel" @click=${() => this.#cancel()}>${icon("close")}${t("learn.cancel")}</button>
      </div>
      ${this.#learned()}
    </div>`;
  }

  #question(action: Action): TemplateResult {
    const { asks, at } = this.lesson;
    const about = isSlot(action) ? t("does.slot") : t(`does.${action}`);
    return html`<p class="learn-step">${t("learn.step", { step: at + 1, steps: asks.length })}</p>
      <p class="learn-ask" data-asks=${action}>${t("learn.press")} <b>${actionName(action)}</b></p>
      <p class="learn-about">${about}</p>
      <p class="learn-said" role="status">${this.#remark(action)}</p>`;
  }

  #remark(asking: Action): TemplateResult | string {
    const { remark } = this.lesson;
    if (remark === null) return t("learn.skip_next");
    switch (remark.kind) {
      case "known": {
        const values = { key: keyName(remark.code), action: actionName(remark.action), asked: actionName(asking) };
        return html`${icon("alert")}${t("learn.known", values)}`;
      }
      case "reserved":
        return html`${icon("alert")}${t("learn.reserved", { key: keyName(remark.code) })}`;
      case "chord":
        return html`${icon("alert")}${t("learn.chord")}`;
    }
  }

  #trial(): TemplateResult {
    const { tried } = this.lesson;
    const does = tried === null || tried.action === null ? t("learn.unknown_key") : actionName(tried.action);
    return html`<p class="learn-step">${t("learn.try")}</p>
      <p class="learn-ask" role="status" data-tried=${tried?.action ?? ""}>${
        tried === null ? t("learn.try_next") : html`<kbd>${keyName(tried.code)}</kbd> <b>${does}</b>`
      }</p>
      <p class="learn-about">${isEnough(this.lesson) ? t("learn.keep_next", { times: BUMPS_TO_KEEP }) : nothing}</p>
      <p class="learn-said">${isEnough(this.lesson) ? nothing : html`${icon("alert")}${t("learn.not_enough")}`}</p>`;
  }

  /** The glass in small: which key picks which place. */
  #map(action: Action | null): TemplateResult {
    const { asks, bound, tried } = this.lesson;
    const shown = action ?? tried?.action ?? null;
    const style = getComputedStyle(document.querySelector("kds-grid") ?? document.documentElement);
    const columns = style.getPropertyValue("--columns");
    return html`<ol class="learn-map" .style=${`--across: ${columns}`} aria-hidden="true">
      ${asks
        .filter((one) => placeOf(one) > 0)
        .map((one) => {
          const [code] = codesOf(bound, one);
          const empty = one === action ? icon("question") : nothing;
          return html`<li ?data-now=${one === shown}>${code === undefined ? empty : keyName(code)}</li>`;
        })}
    </ol>`;
  }

  #learned(): TemplateResult {
    const { bound, asks, tried } = this.lesson;
    const verbs = asks.filter((one) => placeOf(one) === 0);
    const without = asked(this.lesson) === null ? unlearned(this.lesson).filter((one) => placeOf(one) === 0) : [];
    return html`<dl class="key-list">
        ${verbs
          .filter((one) => codesOf(bound, one).length > 0)
          .map(
            (one) =>
              html`<div data-action=${one} ?data-now=${one === tried?.action}><dt>${codesOf(bound, one).map((code) => html`<kbd>${keyName(code)}</kbd>`)}</dt><dd>${actionName(one)}</dd></div>`,
          )}
      </dl>
      ${without.length === 0 ? nothing : html`<p class="learn-about">${t("learn.without", { actions: listed(without.map(actionName)) })}</p>`}`;
  }

  #button(name: string, sign: "arrow" | "left" | "undo", text: string, to: () => Lesson): TemplateResult {
    const press = (event: MouseEvent) => {
      this.lesson = to();
      // A finger or a mouse is done with the button; who pressed it by key may press it again.
      if (event.detail > 0) this.#listen();
    };
    return html`<button class="act" data-do=${name} @click=${press}>${icon(sign)}${text}</button>`;
  }

  #keepButton(): TemplateResult {
    return html`<button class="act" data-do="keep" ?disabled=${!isEnough(this.lesson)} @click=${() => this.#keep()}>${icon("check")}${t("learn.keep")}</button>`;
  }

  #keep(): void {
    change({ keys: { preset: "learned", learned: this.lesson.bound } });
    this.desk.panel.value = "";
    this.desk.say("learn.kept");
  }

  #cancel(): void {
    this.desk.panel.value = "settings";
  }
}

customElements.define("kds-learn", KdsLearn);
