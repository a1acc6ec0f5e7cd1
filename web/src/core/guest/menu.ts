/** The menu as a guest reads it: headings, search, and the rules of a dish's options. */

export type Texts = Readonly<Record<string, string>>;

export interface Choice {
  readonly id: string;
  readonly name: Texts;
  readonly price_minor?: number;
  readonly sku?: string;
  /** How the dish is always made: chosen beforehand. */
  readonly plain?: boolean;
  readonly action?: "add" | "no" | "extra" | "side";
}

export interface OptionGroup {
  readonly id: string;
  readonly name: Texts;
  readonly choices: readonly Choice[];
  readonly min?: number;
  readonly max?: number;
}

export interface MenuDish {
  readonly sku: string;
  readonly name: Texts;
  readonly category?: string;
  readonly price_minor?: number;
  readonly allergens?: readonly string[];
  readonly tags?: readonly string[];
  readonly options?: readonly OptionGroup[];
  readonly description?: Texts;
  /** Address of its picture. */
  readonly picture?: string;
}

export interface Category {
  readonly id: string;
  readonly name: Texts;
}

export interface MenuCard {
  readonly digest: string;
  readonly currency: string;
  /** Digits of the currency behind the point. */
  readonly decimals: number;
  readonly categories: readonly Category[];
  readonly dishes: readonly MenuDish[];
}

/** Group id → ids of the chosen choices. */
export type Picks = Readonly<Record<string, readonly string[]>>;

export interface Section {
  readonly category: Category;
  readonly dishes: readonly MenuDish[];
}

/** The name in this language, else in any. */
export function nameIn(names: Texts, language: string, otherwise = ""): string {
  return names[language] || Object.values(names)[0] || otherwise;
}

/** What is chosen before a finger has touched anything. */
export function plainPicks(dish: MenuDish): Picks {
  const picks: Record<string, readonly string[]> = {};
  for (const group of dish.options ?? []) {
    const plain = group.choices.filter((choice) => choice.plain).map((choice) => choice.id);
    if (plain.length > 0) picks[group.id] = plain;
  }
  return picks;
}

/** One of a group is an answer that another takes the place of; several are ticked one by one, up to the most. */
export function picked(group: OptionGroup, picks: Picks, choice: string): Picks {
  const now = picks[group.id] ?? [];
  const most = group.max ?? 1;
  if (now.includes(choice)) {
    const optional = most > 1 || (group.min ?? 0) === 0;
    return optional ? { ...picks, [group.id]: now.filter((one) => one !== choice) } : picks;
  }
  if (most === 1) return { ...picks, [group.id]: [choice] };
  return now.length < most ? { ...picks, [group.id]: [...now, choice] } : picks;
}

/** Groups of which more has to be chosen. */
export function unanswered(dish: MenuDish, picks: Picks): readonly OptionGroup[] {
  return (dish.options ?? []).filter((group) => (picks[group.id]?.length ?? 0) < (group.min ?? 0));
}

/** Whether the menu still allows these choices. */
export function allowed(dish: MenuDish, picks: Picks): boolean {
  const rules = (dish.options ?? []).map((group) => [picks[group.id]?.length ?? 0, group] as const);
  const within = rules.every(([count, { min = 0, max = 1 }]) => count >= min && count <= max);
  return within && Object.entries(picks).every(([group, ids]) => ids.length === knownOf(dish, group, ids).length);
}

/** What of the choices the menu still has, where it was changed since they were made. */
export function stillThere(dish: MenuDish, picks: Picks): Picks {
  const known = (dish.options ?? []).map(({ id, max = 1 }) => [id, knownOf(dish, id, picks[id] ?? []).slice(0, max)]);
  return Object.fromEntries(known.filter(([, ids]) => ids !== undefined && ids.length > 0));
}

/** The chosen choices, in the order of the menu. */
export function chosen(dish: MenuDish, picks: Picks): readonly Choice[] {
  return (dish.options ?? []).flatMap((group) =>
    group.choices.filter((choice) => picks[group.id]?.includes(choice.id) ?? false),
  );
}

/** Of one portion, in minor units. */
export function portionPrice(dish: MenuDish, picks: Picks): number {
  return chosen(dish, picks).reduce((sum, choice) => sum + (choice.price_minor ?? 0), dish.price_minor ?? 0);
}

/** Whether a guest has to choose something before this dish can be ordered. */
export function asks(dish: MenuDish): boolean {
  return (dish.options ?? []).length > 0;
}

/** The dishes under their headings; with words, those that have all of them in a name, a description or a heading. */
export function sections(card: MenuCard, query: string): readonly Section[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return card.categories
    .map((category) => ({
      category,
      dishes: card.dishes.filter(
        (dish) => (dish.category ?? "") === category.id && words.every((word) => has(dish, category, word)),
      ),
    }))
    .filter((section) => section.dishes.length > 0);
}

/** Every allergen that any dish names, the most frequent first. */
export function allergensOf(card: MenuCard): readonly string[] {
  const counts = new Map<string, number>();
  for (const dish of card.dishes)
    for (const allergen of dish.allergens ?? []) counts.set(allergen, (counts.get(allergen) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1]).map(([allergen]) => allergen);
}

function knownOf(dish: MenuDish, group: string, ids: readonly string[]): readonly string[] {
  const choices = dish.options?.find((one) => one.id === group)?.choices ?? [];
  return choices.map((choice) => choice.id).filter((id) => ids.includes(id));
}

function has(dish: MenuDish, category: Category, word: string): boolean {
  const texts = [
    ...Object.values(dish.name),
    ...Object.values(dish.description ?? {}),
    ...Object.values(category.name),
  ];
  return texts.some((text) => folded(text).includes(word));
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
