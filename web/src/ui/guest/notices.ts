/** What a guest is told: of the connection and the table while it is so, of an order once. */

import { html, nothing, type TemplateResult } from "lit";
import type { Notice } from "../../core/guest/phone.ts";
import type { GuestDesk } from "../../sync/guest-desk.ts";
import { type IconName, icon } from "../icon.ts";
import { known, t } from "../text.ts";
import { dishName, listed } from "./words.ts";

/** True as long as it stands there. */
export function standing(desk: GuestDesk): TemplateResult {
  const { menu, heard, moved } = desk.table.value;
  const said = [
    desk.linked.value || !heard
      ? nothing
      : banner("offline", t(desk.kept.value ? "guest.offline" : "guest.offline_not_kept")),
    menu?.taking === "off" ? banner("alert", t("guest.off")) : nothing,
    moved === null ? nothing : movedBanner(desk, moved),
  ];
  return html`<div class="notices" role="status">${said}</div>`;
}

/** Where to order now; and a way on for who was not moved, or sits here again. */
function movedBanner(desk: GuestDesk, to: string): TemplateResult {
  const text = to === "" ? t("guest.moved_somewhere") : t("guest.moved", { table: to });
  return html`<div class="banner" data-tone="warn" data-moved>${icon("arrow")}<span>${text}
    <button class="plain" data-stay @click=${() => desk.stay()}>${t("guest.stay", { table: desk.page.table })}</button></span></div>`;
}

/** Said once; the guest takes it away. */
export function notices(desk: GuestDesk): TemplateResult {
  return html`<div class="notices" role="status">${desk.table.value.notices.map((notice) => told(desk, notice))}</div>`;
}

function withLeft(dish: string, left: number | undefined): string {
  return left === undefined ? dish : t("guest.dish_left", { dish, count: left });
}

function banner(sign: IconName, text: string): TemplateResult {
  return html`<p class="banner" data-tone="warn">${icon(sign)}<span>${text}</span></p>`;
}

function told(desk: GuestDesk, notice: Notice): TemplateResult {
  const dishes = listed((notice.skus ?? []).map((sku) => withLeft(dishName(desk, sku), notice.left?.[sku])));
  const key = known(notice.key) ? notice.key : "guest_refused.other";
  return html`<div class="banner" data-tone=${notice.tone} data-notice=${notice.key}>
    ${icon(notice.tone === "good" ? "check" : "alert")}
    <span>${t(key, { number: notice.number ?? "", dishes })}</span>
    <button class="round" data-seen aria-label=${t("guest.seen")} @click=${() => desk.dismiss(notice)}>${icon("close")}</button>
  </div>`;
}
