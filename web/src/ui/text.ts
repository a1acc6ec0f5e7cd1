/** Every text on the glass: the catalogs of the store's languages and the one that is spoken now. */

import { computed, signal } from "@preact/signals-core";
import type english from "../../../kds/locales/en.json";

/** A key that has a text: the compiler refuses any other, and a test holds the other languages to the same keys. */
export type TextKey = keyof typeof english;

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
export function known(key: string): key is TextKey {
  return key in catalog.value;
}

/** What stands where an old server's catalog lacks a text: never the key itself. */
const GAP = "…";

/** The text under `key`, its `{names}` filled. */
export function t(key: TextKey, values: Values = {}): string {
  return filled(catalog.value[key] ?? GAP, values);
}

/** The text of a key that comes from outside, such as a code of the server; undefined: there is none. */
export function ifKnown(key: string, values: Values = {}): string | undefined {
  return known(key) ? t(key, values) : undefined;
}

/** A language by its own name. */
export function languageName(tag: string): string {
  return ifKnown(`language.${tag}`) ?? tag;
}

/** A text in another language that the page has a catalog of; for what is shown or said in two. */
export function tIn(tag: string, key: TextKey, values: Values = {}): string {
  return filled((catalogs.value[tag] ?? catalog.value)[key] ?? GAP, values);
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** Several things in one line. */
export function listed(parts: readonly string[]): string {
  return parts.reduce((first, second) => (first === "" ? second : t("list.two", { first, second })), "");
}

/** A name in the language that is spoken, else in any, else `otherwise` (an id). */
export function named(names: Readonly<Record<string, string>>, otherwise: string): string {
  return names[language.value] || Object.values(names)[0] || otherwise;
}
