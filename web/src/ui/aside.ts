/** What goes below a dish's name: modifiers that cannot be mixed up, and notes, cut into blocks that fit a card. */

import { html, nothing, type TemplateResult } from "lit";
import type { Item, Modifier } from "../core/documents.ts";
import type { Piece } from "./face.ts";
import { icon } from "./icon.ts";
import { widthOf } from "./names.ts";
import { t } from "./text.ts";

/** What one block of a row holds below the dish; more goes on in blocks of its own, so that none is higher than a card. */
const BLOCK_LINES = 4;
/** Half-width characters that a line has on the narrowest card. */
const LINE_WIDTH = 22;

/** A short paragraph below a dish's name, and how many lines it takes at most. */
interface Aside {
  readonly drawn: TemplateResult;
  readonly lines: number;
}

function linesOf(text: string): number {
  return Math.max(1, Math.ceil(widthOf(text) / LINE_WIDTH));
}

/** A long note goes on in further blocks, cut between words where it has any; together they are the note. */
export function noteParts(note: string): readonly string[] {
  const room = BLOCK_LINES * LINE_WIDTH;
  const parts: string[] = [];
  let left = 0;
  for (const word of note.match(/\S+\s*|\s+/g) ?? []) {
    for (const one of widthOf(word) > room ? word : [word]) {
      const width = widthOf(one);
      if (width > left) {
        parts.push("");
        left = room;
      }
      parts[parts.length - 1] += one;
      left -= width;
    }
  }
  return parts;
}

function noteAsides(note: string): readonly Aside[] {
  return noteParts(note).map((words, index) => ({
    drawn: html`<span class="note">${index === 0 ? icon("note") : nothing}${words}</span>`,
    lines: linesOf(words),
  }));
}

/** Everything about one dish that goes below its name, block by block; the first goes beside the name. */
export function asides(item: Item): readonly (readonly TemplateResult[])[] {
  const all: Aside[] = item.modifiers.map((one) => ({
    drawn: modifier(one),
    lines: linesOf(`${one.name}${one.alt_name}`),
  }));
  if (item.note !== "") all.push(...noteAsides(item.note));
  const blocks: TemplateResult[][] = [[]];
  let used = 0;
  for (const { drawn, lines } of all) {
    if (used > 0 && used + lines > BLOCK_LINES) {
      blocks.push([]);
      used = 0;
    }
    blocks[blocks.length - 1]?.push(drawn);
    used += lines;
  }
  return blocks;
}

/** "No coriander" is crossed and boxed, "extra spicy" doubled, so that neither is read as the other. */
function modifier(one: Modifier): TemplateResult {
  const mark = { add: "plus", no: "no", extra: "extra", side: "side" } as const;
  const times = one.quantity === "1" ? "" : ` ×${one.quantity}`;
  return html`<span class="mod" data-action=${one.action}>${icon(mark[one.action])}<b
    >${t(`modifier.${one.action}`, { name: one.name })}${times}</b
  >${one.alt_name === "" ? nothing : html`<small>${one.alt_name}</small>`}${one.modifiers.map((inner) => modifier(inner))}</span>`;
}

export function asideList(drawn: readonly TemplateResult[]): TemplateResult | typeof nothing {
  return drawn.length === 0 ? nothing : html`<span class="asides">${drawn}</span>`;
}

/** The blocks of a row after its first, whose key is `key`; on another part of the card each stands below the dish's name. */
export function further(key: string, item: Item, state: string): readonly Piece[] {
  const row = (drawn: unknown) => html`<div class="line further" data-state=${state}>${drawn}</div>`;
  const name = html`<span class="again"><b>${item.name}</b> ${t("line.again")}</span>`;
  const again: Piece = { key: `${key} again`, drawn: row(name), tasks: [] };
  return asides(item)
    .slice(1)
    .map((drawn, index) => ({ key: `${key} ${index + 1}`, drawn: row(asideList(drawn)), tasks: [], again }));
}
