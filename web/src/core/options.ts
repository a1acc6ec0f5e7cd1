/** A dish's options as a waiter sets them: each choice that is not "as always" is a modifier of the line. */

import type { LineModifier } from "./commands.ts";
import type { Choice, MenuDish, OptionGroup } from "./guest/menu.ts";

type Names = Choice["name"];

/** The store's own language first: the cook reads it. */
function nameOf(names: Names, languages: readonly string[]): string {
  const known = languages.flatMap((language) => names[language] ?? []);
  return known[0] ?? Object.values(names)[0] ?? "";
}

function modifierOf(choice: Choice, languages: readonly string[]): LineModifier {
  const name = nameOf(choice.name, languages);
  const alt_name = nameOf(choice.name, languages.slice(1));
  const { action = "add", sku = "" } = choice;
  return { name, action, alt_name: alt_name === name ? "" : alt_name, sku };
}

/** Ids of what is chosen in the group; where nothing is, what is always so. */
export function chosenIn(
  group: OptionGroup,
  modifiers: readonly LineModifier[],
  languages: readonly string[],
): readonly string[] {
  const names = new Set(modifiers.map((one) => one.name));
  const own = group.choices.filter((choice) => choice.plain !== true && names.has(nameOf(choice.name, languages)));
  return (own.length > 0 ? own : group.choices.filter((choice) => choice.plain === true)).map((choice) => choice.id);
}

/** The line's modifiers after a tap on a choice: another of one, one more of several, or taken back. */
export function chose(
  group: OptionGroup,
  modifiers: readonly LineModifier[],
  choice: Choice,
  languages: readonly string[],
): readonly LineModifier[] {
  const most = group.max ?? 1;
  const named = modifierOf(choice, languages);
  const without = (names: ReadonlySet<string>) => modifiers.filter((one) => !names.has(one.name));
  const all = new Set(group.choices.map((one) => nameOf(one.name, languages)));
  if (choice.plain === true) return without(all);
  if (modifiers.some((one) => one.name === named.name)) return without(new Set([named.name]));
  if (most === 1) return [...without(all), named];
  return modifiers.filter((one) => all.has(one.name)).length < most ? [...modifiers, named] : modifiers;
}

/** Groups of which more has to be chosen before the cook knows what to make. */
export function missing(
  dish: MenuDish,
  modifiers: readonly LineModifier[],
  languages: readonly string[],
): readonly OptionGroup[] {
  return (dish.options ?? []).filter((group) => chosenIn(group, modifiers, languages).length < (group.min ?? 0));
}
