/** Fills what the encoding left out of the dishes and of the settings of the store. */

import { each, type Raw } from "./complete.ts";
import { layoutFrom, NOTHING } from "./layout.ts";
import type { BoardCard, Dish, LeftOver, ScreenLayout, StationCard, Store } from "./store.ts";

const DISH: Omit<Dish, "sku" | "name"> = {
  alt_name: "",
  category: "",
  available: true,
  remaining: null,
  since_ms: 0,
  by: "",
  dropped: false,
};

const STATION: Omit<StationCard, "id" | "name"> = { kind: "prep", start: false, backup: "" };

const BOARD_CARD: BoardCard = { services: ["takeaway", "delivery"], clear_s: 600, flash_s: 30 };
const LEFT_OVER: Omit<LeftOver, "id"> = { number: "", mark: "", table: "", guest: "", opened_ms: 0 };

const STORE: Omit<Store, "id"> = {
  name: {},
  language: "zh-Hans",
  languages: ["zh-Hans", "en"],
  timezone: "UTC",
  day_starts: "05:00",
  currency: "",
  stations: [],
  tables: [],
  categories: [],
  board: BOARD_CARD,
  screens: NOTHING,
  kitchen_digest: "",
  day: "",
  next_number: 1,
  left_over: [],
  brought: [],
  calls: [],
  silent: [],
};

function station(raw: Raw): StationCard {
  return { ...STATION, ...raw } as StationCard;
}

function leftOver(raw: Raw): LeftOver {
  return { ...LEFT_OVER, ...raw } as LeftOver;
}

/** A `dish/…` document with every field. */
export function completeDish(raw: Raw): Dish {
  return { ...DISH, ...raw } as Dish;
}

/** The `store/main` document with every field. */
export function completeStore(raw: Raw): Store {
  const tables = each(raw.tables, (one) => ({ area: "", ...one }));
  const calls = each(raw.calls, (one) => ({ about: "waiter", times: 1, last_ms: 0, ...one }));
  const left_over = each(raw.left_over, leftOver);
  const board = { ...BOARD_CARD, ...(raw.board as Raw | undefined) };
  const screens = layoutFrom(raw.screens);
  return { ...STORE, ...raw, stations: each(raw.stations, station), tables, calls, left_over, board, screens } as Store;
}

/** A `screen/…` document with every field. */
export function completeScreen(raw: Raw): ScreenLayout {
  return { day: "", called: "", ...raw, own: layoutFrom(raw.own) } as ScreenLayout;
}
