/** Every text on the glass: the catalogs of the store's languages and the one that is spoken now. */

import { computed, signal } from "@preact/signals-core";

export type Catalog = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

const catalogs = signal<Readonly<Record<string, Catalog>>>({});

/** Language tag that the glass speaks. */
export const language = signal("en");

const catalog = computed<Catalog>(() => catalogs.value[language.value] ?? {});

/** The languages this screen can switch to. */
export const languages = computed<readonly string[]>(() => Object.keys(catalogs.value));

/** Takes the catalogs from the page; `chosen` is spoken if there is a catalog for it. */
export function speak(all: Readonly<Record<string, Catalog>>, chosen: string): void {
  catalogs.value = all;
  language.value = chosen in all ? chosen : (Object.keys(all)[0] ?? chosen);
}

/** Is there a text under this key? For texts whose key comes from outside (codes of the server). */
export function known(key: string): boolean {
  return key in catalog.value;
}

/** The text under `key`, its `{names}` filled. A key without a text shows itself, so that the gap is seen. */
export function t(key: string, values: Values = {}): string {
  const text = catalog.value[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** A name in the language that is spoken, else in any, else `otherwise` (an id). */
export function named(names: Readonly<Record<string, string>>, otherwise: string): string {
  return names[language.value] || Object.values(names)[0] || otherwise;
}
