/** `<kds-bar>`: the buttons that every key has, what the glass has to say, and the way to the other pages. */

import { html, nothing, type TemplateResult } from "lit";
import { age } from "./clock-text.ts";
import type { Desk, Panel } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import "./notice.ts";
import { t } from "./text.ts";

/** A button of the bar with the key that does the same. */
interface Tool {
  readonly panel: Exclude<Panel, "">;
  readonly icon: IconName;
  readonly key: string;
}

const TOOLS: readonly Tool[] = [
  { panel: "recall", icon: "undo", key: "−" },
  { panel: "allday", icon: "list", key: "↓" },
  { panel: "soldout", icon: "soldout", key: "S" },
  { panel: "settings", icon: "gear", key: "" },
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
            html`<button class="tool" data-tool=${tool.panel} aria-pressed=${this.#isOpen(tool.panel)} @click=${() => desk.toggle(tool.panel)}>
              ${icon(tool.icon)}<span class="tool-name">${t(`bar.${tool.panel}`)}</span>${tool.key === "" ? nothing : html`<kbd>${tool.key}</kbd>`}
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
      <button class="tool" aria-label=${t("pager.before")} ?disabled=${before === 0} @click=${() => desk.turn(-1)}>${icon("left")}</button>
      <span class="page-number">${t("pager.page", { page: before + 1 })}</span>
      <button class="tool" aria-label=${t("pager.after")} ?disabled=${after.length === 0} @click=${() => desk.turn(1)}>${icon("right")}</button>`
      }
    </nav>`;
  }
}

customElements.define("kds-bar", KdsBar);
