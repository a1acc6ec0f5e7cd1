/** `<kds-bar>`: the buttons that every key has, what the glass has to say, and the way to the other pages. */

import { html, nothing, type TemplateResult } from "lit";
import { age } from "./clock-text.ts";
import type { Desk, Panel } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { keyCap } from "./keyboard.ts";
import { t } from "./text.ts";

/** A button of the bar; the key that does the same has its name. */
interface Tool {
  readonly panel: Exclude<Panel, "" | "learn">;
  readonly icon: IconName;
}

const TOOLS: readonly Tool[] = [
  { panel: "recall", icon: "undo" },
  { panel: "allday", icon: "list" },
  { panel: "soldout", icon: "soldout" },
  { panel: "settings", icon: "gear" },
];

export class KdsBar extends KdsElement {
  static override properties = { desk: {}, oldest: {}, without: {} };
  declare desk: Desk;
  /** When the oldest card that is not on the glass began, server ms; 0: none is. */
  declare oldest: number;
  /** Panels this page does not have. */
  declare without: readonly Panel[];

  constructor() {
    super();
    this.without = [];
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    return html`<footer class="bar-row">
      <nav class="tools" aria-label=${t("bar.tools")}>
        ${TOOLS.filter((tool) => !this.without.includes(tool.panel)).map(
          (tool) =>
            html`<button class="tool" data-nav data-tool=${tool.panel} aria-pressed=${this.#isOpen(tool.panel)} @click=${() => desk.toggle(tool.panel)}>
              ${icon(tool.icon)}<span class="tool-name">${t(`bar.${tool.panel}`)}</span>${keyCap(tool.panel)}
            </button>`,
        )}
      </nav>
      <kds-notice .desk=${desk}></kds-notice>
      ${this.#pager()}
    </footer>`;
  }

  #isOpen(panel: Panel): boolean {
    return panel === "allday" ? this.desk.side.value : this.desk.panel.value === panel;
  }

  #pager(): TemplateResult {
    const { desk } = this;
    const { before, after } = desk.paging.value;
    const waits = after.length === 0 ? "" : t("pager.behind", { count: after.length });
    const since = this.oldest === 0 ? "" : t("pager.oldest", { age: age(desk.screen.now.value - this.oldest) });
    return html`<nav class="pager" aria-label=${t("pager.pages")}>
      ${
        before + after.length === 0
          ? nothing
          : html`<span class="behind" ?data-some=${after.length > 0}><b>${waits}</b> ${since}</span>
      <button class="tool" data-nav aria-label=${t("pager.before")} ?disabled=${before === 0} @click=${() => desk.turn(-1)}>${icon("left")}</button>
      <span class="page-number">${t("pager.page", { page: before + 1 })}</span>
      <button class="tool" data-nav aria-label=${t("pager.after")} ?disabled=${after.length === 0} @click=${() => desk.turn(1)}>${icon("right")}</button>`
      }
    </nav>`;
  }
}

customElements.define("kds-bar", KdsBar);
