/** `<kds-state>`: what fills the place of the cards when there are none, each saying what to do next. */

import { html, nothing, type TemplateResult } from "lit";
import type { SyncView } from "../core/screen.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { type IconName, icon } from "./icon.ts";
import { ifKnown, t } from "./text.ts";

export type Blank = "loading" | "unreachable" | "empty" | "stopped";

const ICONS: Readonly<Record<Blank, IconName>> = {
  loading: "wait",
  unreachable: "offline",
  empty: "check",
  stopped: "alert",
};

/** Which of the states holds; null where there are cards to draw: they stay readable whatever happens to the server. */
export function blankOf(sync: SyncView, cards: number): Blank | null {
  if (cards > 0) return null;
  if (sync.state === "stopped") return "stopped";
  if (!sync.loaded) return sync.state === "offline" ? "unreachable" : "loading";
  return "empty";
}

/** Why the screen stopped and what to do, in words. */
function stoppedText(sync: SyncView): string {
  const { stopped, unkept } = sync;
  const kept = sync.waiting - unkept;
  const said = [ifKnown(`stopped.${stopped}`) ?? t("stopped.other", { why: stopped })];
  if (kept > 0) said.push(t("stopped.waiting", { count: kept }));
  if (unkept > 0) said.push(t("stopped.unkept", { count: unkept }));
  return said.join(" ");
}

/** Above the cards, which stay readable: the screen has stopped. */
export function stoppedBanner(sync: SyncView): TemplateResult {
  return html`<p class="banner" data-level="error" role="alert">${icon("alert")}<span>${stoppedText(sync)}</span>${reloadButton()}</p>`;
}

function reloadButton(): TemplateResult {
  return html`<button class="act" data-nav @click=${() => location.reload()}>${icon("undo")}${t("stopped.again")}</button>`;
}

export class KdsState extends KdsElement {
  static override properties = { desk: {}, blank: {} };
  declare desk: Desk;
  declare blank: Blank;

  protected override render(): TemplateResult {
    const { blank } = this;
    const { tickets, sync } = this.desk.screen;
    const stopped = blank === "stopped";
    // Before the first order of the day nothing is finished either.
    const words = blank === "empty" && tickets.value.length === 0 ? "first" : blank;
    return html`<section class="blank" data-blank=${blank} role=${stopped ? "alert" : "status"}>
      ${icon(ICONS[blank])}
      <h2>${t(`blank.${words}`)}</h2>
      <p>${words === "stopped" ? stoppedText(sync.value) : t(`blank.${words}_next`)}</p>
      ${stopped ? reloadButton() : nothing}
    </section>`;
  }
}

customElements.define("kds-state", KdsState);
