import assert from "node:assert/strict";
import { test } from "node:test";
import { age, dayName, moment } from "../../src/ui/clock-text.ts";
import { ticketNumber, whose } from "../../src/ui/names.ts";
import { ifKnown, language, speak, t } from "../../src/ui/text.ts";
import { ticket } from "../builders.ts";

const CATALOGS = {
  en: {
    "age.hours": "{hours}h{minutes}",
    "day.tomorrow": "tomorrow",
    "who.table": "Table {table}",
    "service.takeaway": "Takeaway",
  },
  "zh-Hans": { "day.tomorrow": "明天", "who.table": "桌 {table}" },
};

test("an age is minutes and seconds, and never negative", () => {
  assert.equal(age(0), "0:00");
  assert.equal(age(61_999), "1:01");
  assert.equal(age(-5000), "0:00");
  assert.equal(age(99 * 60_000 + 59_000), "99:59");
});

test("from a hundred minutes on an age is hours and minutes", () => {
  speak(CATALOGS, "en");
  assert.equal(age(100 * 60_000), "1h40");
});

test("moments are the store's wall clock, wherever the screen is", () => {
  speak(CATALOGS, "en");
  assert.equal(moment(Date.UTC(2026, 2, 6, 16, 5), "Asia/Shanghai"), "00:05");
});

test("a moment of today needs no day, one of tomorrow says so, any other its date", () => {
  speak(CATALOGS, "zh-Hans");
  // 23:30 in Shanghai.
  const now = Date.UTC(2026, 10, 22, 15, 30);
  const inHours = (hours: number) => dayName(now + hours * 3_600_000, now, "Asia/Shanghai");
  assert.equal(inHours(0.4), "");
  assert.equal(inHours(1), "明天");
  assert.equal(inHours(24), "明天");
  assert.equal(inHours(48), "11月24日周二");
  speak(CATALOGS, "en");
  assert.equal(inHours(1), "tomorrow");
  assert.equal(inHours(48), "Tue, Nov 24");
});

test("a text is filled with its values, and one that an old catalog lacks shows a gap and never its key", () => {
  speak(CATALOGS, "zh-Hans");
  assert.equal(t("who.table", { table: "5" }), "桌 5");
  assert.equal(t("who.covers", { covers: 2 }), "…");
  assert.equal(ifKnown("who.nobody"), undefined);
});

test("a language without a catalog is not spoken", () => {
  speak(CATALOGS, "fr");
  assert.equal(language.value, "en");
});

test("the source's mark stands before its number", () => {
  assert.equal(ticketNumber(ticket("a", { number: "38", mark: "美" })), "美 38");
  assert.equal(ticketNumber(ticket("a", { number: "A118" })), "A118");
});

test("an order is its table's, else its brand's, else its service's", () => {
  speak(CATALOGS, "en");
  assert.equal(whose(ticket("a", { table: "5", brand: "X" })), "Table 5");
  assert.equal(whose(ticket("a", { brand: "X", service: "takeaway" })), "X");
  assert.equal(whose(ticket("a", { service: "takeaway" })), "Takeaway");
});
