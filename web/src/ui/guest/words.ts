/** A guest's words: prices in the store's money, names in the language of the phone. */

import { chosen, type MenuDish, nameIn, type Picks, type Texts } from "../../core/guest/menu.ts";
import type { Word } from "../../core/guest/orders.ts";
import { FEW_LEFT } from "../../core/portions.ts";
import type { GuestDesk } from "../../sync/guest-desk.ts";
import type { IconName } from "../icon.ts";
import { known, language, t } from "../text.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** Minor units as money, "¥38.50"; nothing where the store names no currency. */
export function money(desk: GuestDesk, minor: number): string {
  const { currency, decimals } = desk.menu.value ?? { currency: "", decimals: 2 };
  if (currency === "") return "";
  const key = `${language.value} ${currency} ${decimals}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language.value, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  formats.set(key, format);
  return format.format(minor / 10 ** decimals);
}

export function named(names: Texts, otherwise = ""): string {
  return nameIn(names, language.value, otherwise);
}

export function dishOf(desk: GuestDesk, sku: string): MenuDish | undefined {
  return desk.menu.value?.dishes.find((dish) => dish.sku === sku);
}

/** Of a dish that has left the menu too, while this page remembers it. */
export function dishName(desk: GuestDesk, sku: string, otherwise = t("guest.gone_dish")): string {
  const dish = dishOf(desk, sku) ?? desk.gone.get(sku);
  return dish === undefined ? otherwise : named(dish.name, sku);
}

/** What was chosen, as a cook would read it: "Mild", "No coriander". */
export function picksText(dish: MenuDish, picks: Picks): readonly string[] {
  return chosen(dish, picks)
    .filter((choice) => !choice.plain)
    .map((choice) => t(`modifier.${choice.action ?? "add"}`, { name: named(choice.name, choice.id) }));
}

/** "3 left" where that is few, or no more than is wanted. */
export function leftWords(left: number | undefined, wanted = 0): string {
  return left === undefined || left > Math.max(FEW_LEFT, wanted) ? "" : t("guest.left", { count: left });
}

export function allergenName(allergen: string): string {
  const key = `allergen.${allergen.toLowerCase()}`;
  return known(key) ? t(key) : allergen;
}

export function allergenNames(allergens: readonly string[]): string {
  return listed(allergens.map(allergenName));
}

/** "a, b, and c", as the language has it. */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(names);
}

/** Each word has its sign, so that colour is never alone. */
export const SIGNS: Readonly<Record<Word, IconName>> = {
  asked: "question",
  received: "check",
  cooking: "pan",
  ready: "serve",
  served: "star",
  cancelled: "close",
};
