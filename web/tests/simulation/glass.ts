/** What is on the glass of a screen: the tasks on its cards. */

import { stationCards } from "../../src/core/cards.ts";
import type { Item, Task } from "../../src/core/documents.ts";
import { passCards } from "../../src/core/pass.ts";
import type { Screen } from "../../src/core/screen.ts";

/** A line of a card at a station, or of one at the pass, which has all the tasks of its item. */
interface Drawn {
  readonly item: Item;
  readonly task?: Task;
}

export function glassOf({ page, tickets }: Screen): readonly string[] {
  const cards = page.page === "expo" ? passCards(tickets.value) : stationCards(tickets.value, page.stations);
  const lines = cards.flatMap<Drawn>((card) => card.lines);
  return lines.flatMap(({ item, task }) => (task === undefined ? item.tasks : [task])).map(({ id }) => id);
}
