/** The order of cards at the pass: each order is its own ticket, but the tickets of one table stand together. */

import type { PassCard } from "./card.ts";

/**
 * What is ready goes out first, since it only gets colder; otherwise the cards keep the order they come in.
 *
 * The tickets of a table stand where the first of them would, those that are ready before the rest. So one that is
 * ready takes its whole table to the front: whoever carries it out sees there what the guests still wait for.
 */
export function standing(cards: readonly PassCard[]): readonly PassCard[] {
  const tables = new Map<string, PassCard[]>();
  for (const card of [...cards.filter(isReady), ...cards.filter((card) => !isReady(card))]) {
    const table = tableOf(card);
    const group = tables.get(table);
    if (group === undefined) tables.set(table, [card]);
    else group.push(card);
  }
  return [...tables.values()].flatMap((group) => group.map((card, index) => placed(card, index + 1, group.length)));
}

function isReady(card: PassCard): boolean {
  return card.stage === "ready";
}

/** One key for all open tickets of a table; what is not eaten in, over, or not yet due stands for itself. */
function tableOf({ id, leader, stage }: PassCard): string {
  const eatenHere = leader.service === "dine_in" && leader.table !== "";
  return eatenHere && (stage === "cooking" || stage === "ready") ? `${leader.area}\n${leader.table}` : id;
}

/** The same object where nothing is new, so that nothing of the card is drawn again. */
function placed(card: PassCard, place: number, count: number): PassCard {
  const { atTable } = card;
  return atTable.place === place && atTable.count === count ? card : { ...card, atTable: { place, count } };
}
