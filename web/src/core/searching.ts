/** Which tickets somebody means by what they typed; the same rule as `kds/kitchen/searching.py`, held to it by a golden file. */

import type { Ticket } from "./documents.ts";

/** Characters of a word that may be the beginning of a number or a source: a single one would find half the day. */
const PART = 2;
/** Characters of a word that may stand anywhere in a source's id, where short ones stand by chance. */
const ID_PART = 4;

/** Of one search, as `MAX_WORDS` of `kds/kitchen/searching.py`; whoever types more has pasted something else. */
export const MOST_WORDS = 8;
/** ... and fewer than its server takes: what the field shows. */
export const MOST_CHARS = 60;

const TAKEN = new RegExp(`^\\s*(?:\\S+\\s*){0,${MOST_WORDS}}`);

/** As much of it as the server takes. */
export function searchable(query: string): string {
  return (TAKEN.exec(query)?.[0] ?? "").slice(0, MOST_CHARS);
}

/** What has to be found, every word of it; the wide digits of a Chinese keyboard are digits. */
export function wordsOf(query: string): readonly string[] {
  const words = query.normalize("NFKC").toLowerCase().split(/\s+/);
  return words.filter((word) => word !== "");
}

export function isMeant(ticket: Ticket, words: readonly string[]): boolean {
  return !ticket.tombstone && words.every((word) => isNamed(ticket, word));
}

function isNamed(ticket: Ticket, word: string): boolean {
  const table = ticket.table.toLowerCase();
  return (
    isNumber(ticket, word) ||
    [ticket.mark.toLowerCase(), table, ...table.split(/\s+/)].includes(word) ||
    ticket.guest.toLowerCase().includes(word) ||
    ticket.tab.toLowerCase().includes(word) ||
    isSource(ticket, word) ||
    ticket.items.some((item) => `${item.name}\n${item.alt_name}\n${item.set_name}`.toLowerCase().includes(word))
  );
}

/** 38 is also A038, and Q38 the 38 of the source with the mark Q. */
function isNumber(ticket: Ticket, word: string): boolean {
  const number = ticket.number.toLowerCase();
  if (word === number || word === `${ticket.mark.toLowerCase()}${number}`) return true;
  if (word.length >= PART && number.startsWith(word)) return true;
  const digits = word.replace(/^0+/, "");
  return /^[0-9]+$/.test(digits) && number.replace(/^[^0-9]*0*/, "") === digits;
}

function isSource(ticket: Ticket, word: string): boolean {
  const own = ticket.external_id.toLowerCase();
  if (word === own || (word.length >= ID_PART && own.includes(word))) return true;
  return word.length >= PART && ticket.source.toLowerCase().startsWith(word);
}
