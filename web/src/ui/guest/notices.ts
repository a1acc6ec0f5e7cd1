/** What a guest is told: of the connection and the table while it is so, of an order once. */

import { html, nothing, type TemplateResult } from "lit";
import { movedTo } from "../../core/guest/orders.ts";
import type { Notice } from "../../core/guest/phone.ts";
import type { GuestDesk } from "../../sync/guest-desk.ts";
import { type IconName, icon } from "../icon.ts";
import { known, t } from "../text.ts";
import { dishName, listed } from "./words.ts";

/** True as long as it stands there. */
export function standing(desk: GuestDesk): TemplateResult {
  const { orders, menu, heard } = desk.table.value;
  const moved = movedTo(orders);
  const said = [
    desk.linked.value || !heard ? nothing : banner("offline", t("guest.offline")),
    menu?.taking === "off" ? banner("alert", t("guest.off")) : nothing,
    moved === "" ? nothing : banner("arrow", t("guest.moved", { table: moved })),
  ];
  return html`<div class="notices" role="status">${said}</div>`;
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
