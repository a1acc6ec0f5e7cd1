/** What is on the glass of a screen: the tasks on its cards. */

import type { Item, Task } from "../../src/core/documents.ts";
import type { Painted } from "../../src/core/glass.ts";
import { passCards } from "../../src/core/pass.ts";
import type { Screen } from "../../src/core/screen.ts";
import { stationCards } from "../../src/core/station-cards.ts";

/** A line of a card at a station, or of one at the pass, which has all the tasks of its item. */
interface Drawn {
  readonly item: Item;
  readonly task?: Task;
}

export function glassOf(screen: Screen): readonly string[] {
  return paintedOn(screen).glass.map(([task]) => task);
}

/** All cards of these glasses are on one page; a waiter's has none. */
export function paintedOn({ page, tickets }: Screen): Painted {
  if (page.page === "pos") return { glass: [], behind: [] };
  const cards = page.page === "expo" ? passCards(tickets.value) : stationCards(tickets.value, page.stations);
  const lines = cards.flatMap<Drawn>((card) => card.lines);
  const tasks = lines.flatMap(({ item, task }) => (task === undefined ? item.tasks : [task]));
  return { glass: tasks.map(({ id, gen }) => [id, gen]), behind: [] };
}
