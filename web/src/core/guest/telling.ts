/** What a phone tells its guest of an order: sent or not, by whom, and what was left out; each once. */

import type { Sent } from "./cart.ts";
import type { Answer, Notice, Table } from "./phone.ts";

/** An order that could not leave for so long is not sent any more behind the guest's back. */
export const STALE_MS = 3 * 60 * 1000;

/** Notices on the glass at once; older ones make room. */
const NOTICES = 3;

const NOT_SENT: Notice = { key: "guest.told_not_sent", tone: "warn" };
export const CHANGED: Notice = { key: "guest_refused.cart_changed", tone: "warn" };

/** The guest thinks better of an order that has not left. */
export function withdraw(table: Table): Table {
  return { ...table, pending: null };
}

export function dismiss(table: Table, notice: Notice): Table {
  return { ...table, notices: table.notices.filter((one) => one !== notice) };
}

export function say(table: Table, notice: Notice): Table {
  const others = table.notices.filter((one) => one.key !== notice.key);
  return { ...table, notices: [...others, notice].slice(-NOTICES) };
}

/** The server is heard and has told of no such order for so long: given up. */
export function overdue(table: Table, nowMs: number): Table {
  const { pending } = table;
  return pending === null || nowMs - pending.atMs <= STALE_MS ? table : say(withdraw(table), NOT_SENT);
}

/** The kitchen has the order; lines that it has not were sold out. */
export function confirmed(table: Table, answer: Answer): Table {
  const { pending } = table;
  const kept = new Set(answer.lines);
  const lost = answer.by_other ? [] : (pending?.lines ?? []).filter((line) => !kept.has(line.id));
  const key = answer.by_other ? "guest.told_other" : answer.to_approve ? "guest.told_asked" : "guest.told_sent";
  const done: Table = { ...dismiss(table, NOT_SENT), pending: null, told: answer.order };
  const told = table.told === answer.order ? done : say(done, { key, tone: "good", number: answer.number });
  return tellLost(told, Object.fromEntries(lost.map(({ id, sku }) => [sku, answer.left?.[id] ?? 0])));
}

/** What was left out of an order: sku → portions left of it. */
function tellLost(table: Table, lost: Readonly<Record<string, number>>): Table {
  const out = Object.keys(lost).filter((sku) => lost[sku] === 0);
  const few = Object.keys(lost).filter((sku) => lost[sku] !== 0);
  const told = out.length === 0 ? table : say(table, { key: "guest.told_sold_out", tone: "bad", skus: out });
  return few.length === 0 ? told : say(told, { key: "guest.told_few", tone: "bad", skus: few, left: lost });
}

/** Another phone, or this one before a reload, has ordered. */
export function heardSent(table: Table, sent: Sent, wasHeard: boolean): Table {
  const { pending } = table;
  if (
    pending !== null &&
    (pending.order === sent.order || pending.lines.some((line) => sent.lines.includes(line.id)))
  ) {
    const left = Object.fromEntries(pending.lines.map(({ id, sku }) => [id, sent.few[sku] ?? 0]));
    return confirmed(table, { ...sent, left, by_other: pending.order !== sent.order });
  }
  if (sent.order === table.told) return table;
  const known = { ...dismiss(table, NOT_SENT), told: sent.order };
  if (!wasHeard) return known;
  const key =
    sent.phone !== table.phone ? "guest.told_other" : sent.to_approve ? "guest.told_asked" : "guest.told_sent";
  const told = say(known, { key, tone: "good", number: sent.number });
  return tellLost(told, { ...Object.fromEntries(sent.sold_out.map((sku) => [sku, 0])), ...sent.few });
}
