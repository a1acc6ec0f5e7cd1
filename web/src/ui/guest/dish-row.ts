/** A dish on the menu: what it is, what it costs, what is in it, and the quickest way into the cart. */

import { html, nothing, type TemplateResult } from "lit";
import { asks, type MenuDish } from "../../core/guest/menu.ts";
import { cartOf, roomFor, still } from "../../core/guest/table.ts";
import { freshName } from "../../sync/guest-page.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import type { Room } from "./room.ts";
import { allergenNames, leftWords, money, named } from "./words.ts";

export function dishRow(room: Room, dish: MenuDish): TemplateResult {
  const { desk } = room;
  const table = desk.table.value;
  const name = named(dish.name, dish.sku);
  const out = table.menu?.sold_out.includes(dish.sku) ?? false;
  const inCart = cartOf(table)
    .filter((line) => line.sku === dish.sku)
    .reduce((sum, line) => sum + line.quantity, 0);
  const left = table.menu?.left[dish.sku];
  const few = leftWords(left, inCart);
  const all = roomFor(table, dish.sku) === 0;
  const mine = (dish.allergens ?? []).filter((one) => desk.allergies.value.includes(one));
  const show = () => room.open({ is: "dish", sku: dish.sku, line: null });
  const label = `${t("guest.add_dish", { dish: name })}${inCart > 0 ? ` · ${inCart}` : ""}`;
  return html`<li class="dish" data-sku=${dish.sku} ?data-out=${out}>
    <button class="dish-open" @click=${show}>
      ${dish.picture ? html`<img class="picture" src=${dish.picture} alt="" width="88" height="88" loading="lazy" />` : nothing}
      <span class="dish-text">
        <b class="dish-name">${name}</b>
        ${dish.description ? html`<span class="about">${named(dish.description)}</span>` : nothing}
        ${mine.length > 0 ? html`<span class="warn">${icon("alert")}${t("guest.contains", { allergens: allergenNames(mine) })}</span>` : nothing}
        <span class="dish-foot">
          ${dish.price_minor ? html`<span class="price">${money(desk, dish.price_minor)}</span>` : nothing}
          ${few === "" || out ? nothing : html`<span class="few">${few}</span>`}
          ${dish.allergens?.length && mine.length === 0 ? html`<span class="contains">${allergenNames(dish.allergens)}</span>` : nothing}
        </span>
      </span>
    </button>
    ${
      out
        ? html`<span class="out">${icon("soldout")}${t("guest.sold_out")}</span>`
        : html`<button class="round plus" data-plus ?data-some=${inCart > 0} aria-label=${label} ?disabled=${still(table) || (all && !asks(dish))}
            @click=${() => (asks(dish) ? show() : quickly(room, dish))}>
            ${inCart > 0 ? html`<b>${inCart}</b>` : icon("plus")}
          </button>`
    }
  </li>`;
}

/** A dish without questions: one more of it, on the guest's own plain line where there is one. */
function quickly({ desk }: Room, dish: MenuDish): void {
  const allergens = desk.allergies.value;
  const own = cartOf(desk.table.value).find(
    (line) =>
      line.sku === dish.sku &&
      line.phone === desk.phone &&
      line.note === "" &&
      line.allergens.join() === allergens.join(),
  );
  if (own !== undefined) {
    const { unsent: _, ...line } = own;
    desk.put({ ...line, quantity: line.quantity + 1 });
    return;
  }
  const { phone } = desk;
  desk.put({ id: freshName(), rev: 0, sku: dish.sku, quantity: 1, picks: {}, note: "", allergens, phone });
}
