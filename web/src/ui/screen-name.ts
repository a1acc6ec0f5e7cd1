/** `<kds-screen-name>`: what this screen is called, whose place it can take, and which screens are to be forgotten. */

import { html, nothing, type TemplateResult } from "lit";
import { nothingOf, spelled } from "../core/kept.ts";
import { NOTHING, PARTS } from "../core/layout.ts";
import { prefixOf } from "../core/screen.ts";
import type { ScreenLayout } from "../core/store.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { screenWord } from "./names.ts";
import { kept } from "./settings.ts";
import { t } from "./text.ts";

export class KdsScreenName extends KdsElement {
  static override properties = { desk: {}, sure: { state: true } };
  declare desk: Desk;
  /** The screen that was asked to be forgotten, or replaced; the second press means it. */
  declare sure: string;

  constructor() {
    super();
    this.sure = "";
  }

  protected override render(): TemplateResult {
    const { device, layouts } = this.desk.screen;
    const others = layouts.value.filter((one) => one.id !== device && (this.#mayForget || this.#prefix(one.id) !== ""));
    return html`<h3>${t("screen.name", { name: [screenWord(layouts.value, device, ""), device].filter((one) => one !== "").join(" · ") })}</h3>
      <p class="panel-next">${t(others.length === 0 ? "screen.alone" : "screen.next")}</p>
      ${others.map((one) => this.#other(one))}`;
  }

  get #mayForget(): boolean {
    const { role } = this.desk.screen.page;
    return role === "expo" || role === "manager";
  }

  /** What comes before the name of this page's screens; empty: that screen is of another page. */
  #prefix(id: string): string {
    const prefix = prefixOf(this.desk.screen.page);
    return id.startsWith(prefix) ? prefix : "";
  }

  #other({ id, day, called }: ScreenLayout): TemplateResult {
    const prefix = this.#prefix(id);
    return html`<div class="choice" data-screen=${id}>
      <span class="choice-screen"><b>${called || id}</b> ${called === "" ? nothing : id} ${day === "" ? nothing : t("screen.seen", { day })}</span>
      ${prefix === "" ? nothing : this.#button("take", id, () => this.#take(id.slice(prefix.length)))}
      ${this.#mayForget ? this.#button("forget", id, () => this.#forget(id)) : nothing}
    </div>`;
  }

  #button(verb: "take" | "forget", id: string, act: () => void): TemplateResult {
    const what = `${verb} ${id}`;
    const asked = this.sure === what;
    const press = () => {
      this.sure = asked ? "" : what;
      if (asked) act();
    };
    return html`<button class="act" data-nav data-do=${verb} @click=${press}>${icon(verb === "take" ? "arrow" : "bin")}${t(asked ? `screen.${verb}_sure` : `screen.${verb}`)}</button>`;
  }

  /** The page comes again under that name; nothing of this screen's goes along. What still waits lives in this page. */
  #take(name: string): void {
    if (this.desk.screen.sync.value.waiting > 0) return this.desk.say("hint.still_sending");
    kept.value = { own: NOTHING, pending: {} };
    location.assign(`${location.pathname}?${new URLSearchParams({ screen: name })}`);
  }

  #forget(id: string): void {
    this.desk.send({ kind: "set_layout", screen: id, ...spelled(nothingOf(PARTS)), called: "" });
  }
}

customElements.define("kds-screen-name", KdsScreenName);
