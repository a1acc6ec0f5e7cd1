/** `<kds-keyboard>`: which keys this screen has, what each means, and the way to teach it another bar. */

import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Action, isSlot, placeOf } from "../core/keys/actions.ts";
import { teachable } from "../core/keys/learn.ts";
import { codesOf, type KeyChoice, PRESET_NAMES, readLayout } from "../core/keys/presets.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { keyName, layout } from "./keyboard.ts";
import { change, settings } from "./settings.ts";
import { type TextKey, t } from "./text.ts";
import { whose } from "./whose.ts";

export function actionName(action: Action): string {
  return isSlot(action) ? t("action.slot", { place: placeOf(action) }) : t(`action.${action}`);
}

/** Cards that one page of this glass holds. */
export function placesHere(): number {
  const style = getComputedStyle(document.querySelector("kds-grid") ?? document.documentElement);
  return Number(style.getPropertyValue("--columns")) * Number(style.getPropertyValue("--rows")) || 8;
}

function choose(part: Partial<KeyChoice>): void {
  change({ keys: { ...settings.value.keys, ...part } });
}

/** A layout in writing, or null if it is none. */
function layoutIn(text: string): KeyChoice["learned"] | null {
  try {
    const read = readLayout(JSON.parse(text));
    return Object.keys(read).length > 0 ? read : null;
  } catch {
    return null;
  }
}

export class KdsKeyboard extends KdsElement {
  static override properties = { desk: {}, open: { state: true }, said: { state: true }, sure: { state: true } };
  declare desk: Desk;
  /** What is unfolded. */
  declare open: "" | "list" | "text";
  /** A catalog key: what became of the text. */
  declare said: TextKey | "";
  /** Was asked whether to forget. */
  declare sure: boolean;

  constructor() {
    super();
    this.open = "";
    this.said = "";
    this.sure = false;
  }

  protected override render(): TemplateResult {
    const { preset, learned } = settings.value.keys;
    const taught = Object.keys(learned).length > 0;
    const names = [...PRESET_NAMES, ...(taught ? (["learned"] as const) : [])];
    return html`<fieldset class="choice" data-choice="keys">
        <legend>${t("settings.keys")}</legend>
        ${names.map(
          (one) =>
            html`<button class="act" data-nav aria-pressed=${one === preset} @click=${() => choose({ preset: one })}>${
              one === preset ? icon("check") : nothing
            }${t(`keys.${one}`)}</button>`,
        )}
        ${whose("keys", (one) => t(`keys.${one.preset}`))}
      </fieldset>
      <div class="choice">
        <button class="act" data-nav data-learn @click=${() => this.#learn()}>${icon("plus")}${t("keys.learn")}</button>
        ${this.#unfold("list", t("keys.list"))} ${this.#unfold("text", t("keys.text"))}
        ${taught ? html`<button class="act" data-nav data-forget @click=${() => this.#forget()}>${icon("bin")}${t(this.sure ? "keys.forget_sure" : "keys.forget")}</button>` : nothing}
      </div>
      ${this.open === "list" ? this.#list() : nothing} ${this.open === "text" ? this.#text() : nothing}`;
  }

  /** What was unfolded is below the button that did it, and that is often the last line. */
  protected override updated(changed: PropertyValues): void {
    if (changed.has("open") && this.open !== "")
      this.querySelector(".key-list, .key-text")?.scrollIntoView({ block: "nearest" });
  }

  #unfold(what: "list" | "text", name: string): TemplateResult {
    const open = this.open === what;
    const toggle = () => {
      this.open = open ? "" : what;
      this.said = "";
    };
    return html`<button class="act" data-nav data-unfold=${what} aria-expanded=${open} @click=${toggle}>${name}</button>`;
  }

  #list(): TemplateResult {
    const actions = teachable(placesHere(), this.desk.isPass);
    return html`<dl class="key-list">
      ${actions.map((action) => {
        const codes = codesOf(layout.value, action);
        return html`<div data-action=${action}>
          <dt>${codes.length === 0 ? html`<span>${t("keys.none")}</span>` : codes.map((code) => html`<kbd>${keyName(code)}</kbd>`)}</dt>
          <dd>${actionName(action)}</dd>
        </div>`;
      })}
    </dl>`;
  }

  #text(): TemplateResult {
    return html`<div class="key-text">
      <p>${t("keys.text_next")}</p>
      <textarea rows="6" spellcheck="false" aria-label=${t("keys.text")} .value=${JSON.stringify(layout.value, null, 1)}></textarea>
      <button class="act" data-nav data-use @click=${() => this.#use()}>${icon("check")}${t("keys.use")}</button>
      <p role="status">${this.said === "" ? nothing : t(this.said)}</p>
    </div>`;
  }

  #learn(): void {
    this.desk.panel.value = "learn";
  }

  #use(): void {
    const read = layoutIn(this.querySelector("textarea")?.value ?? "");
    if (read !== null) choose({ preset: "learned", learned: read });
    this.said = read === null ? "keys.bad_text" : "keys.used";
  }

  /** The second press means it. */
  #forget(): void {
    if (this.sure) change({ keys: null });
    this.sure = !this.sure;
  }
}

customElements.define("kds-keyboard", KdsKeyboard);
