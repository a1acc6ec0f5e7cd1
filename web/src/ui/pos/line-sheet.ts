/** `<kds-line-sheet>`: what is different about one dish; of a draft, or of what the kitchen has already. */

import { html, type TemplateResult } from "lit";
import type { LinePatch } from "../../core/commands.ts";
import type { Item, Ticket } from "../../core/documents.ts";
import { changed, type Draft, type DraftLine } from "../../core/draft.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { type Fields, lineForm } from "./line-fields.ts";
import { PosSheet, type Sheet } from "./sheets.ts";

/** Differences that are offered: what fits above the keyboard of a phone. */
const USUAL_MAX = 8;

/** The dish that is edited and where its fields go. */
interface Subject {
  readonly name: string;
  readonly sku: string;
  readonly covers: number;
  readonly fields: Fields;
  save(fields: Fields): void;
}

export class KdsLineSheet extends PosSheet {
  static override properties = { ...PosSheet.properties, sheet: {}, edited: { state: true }, typed: { state: true } };
  declare sheet: Extract<Sheet, { kind: "line" }> | Extract<Sheet, { kind: "item" | "change" | "void" }>;
  declare edited: Partial<Fields>;
  declare typed: string;

  constructor() {
    super();
    this.edited = {};
    this.typed = "";
  }

  protected override heading(): string {
    return this.#subject()?.name ?? t("pos.gone");
  }

  protected override body(): TemplateResult {
    const subject = this.#subject();
    if (subject === null) return html`<p class="pos-none">${t("pos.gone_next")}</p>`;
    const dish = this.pos.card.dish(subject.sku);
    return lineForm({
      fields: { ...subject.fields, ...this.edited },
      usual: this.#usual(subject.sku),
      covers: subject.covers,
      options: dish?.options ?? [],
      contains: dish?.allergens ?? [],
      languages: this.pos.languages.value,
      typed: this.typed,
      type: (text) => {
        this.typed = text;
      },
      set: (part) => {
        this.edited = { ...this.edited, ...part };
      },
    });
  }

  protected override foot(): TemplateResult | null {
    const subject = this.#subject();
    if (subject === null) return null;
    const save = () => {
      const open = this.typed.trim();
      const { modifiers } = { ...subject.fields, ...this.edited };
      const more = open === "" ? modifiers : [...modifiers, { name: open, action: "add" as const }];
      subject.save({ ...subject.fields, ...this.edited, modifiers: more });
      this.close();
    };
    return html`<button class="act main" data-save @click=${save}>${icon("check")}${t("pos.done")}</button>`;
  }

  #subject(): Subject | null {
    const { pos, sheet } = this;
    if (sheet.kind === "line") {
      const draft = pos.drafts.value.find((one) => one.id === sheet.draft);
      const line = draft?.lines.find((one) => one.uid === sheet.uid);
      return draft === undefined || line === undefined ? null : this.#ofDraft(draft, line);
    }
    const ticket = pos.desk.screen.tickets.value.find((one) => one.id === sheet.ticket);
    const item = ticket?.items.find((one) => one.id === sheet.item);
    return ticket === undefined || item === undefined ? null : this.#ofItem(ticket, item);
  }

  #ofDraft(draft: Draft, line: DraftLine): Subject {
    const { name, sku, covers } = { ...line, covers: draft.covers };
    const save = (fields: Fields) => this.pos.write(changed(draft, line.uid, (one) => ({ ...one, ...fields })));
    return { name, sku, covers, fields: line, save };
  }

  #ofItem(ticket: Ticket, item: Item): Subject {
    const { name, sku, quantity, note, course, seat, allergens, modifiers } = item;
    const fields = { quantity, note, course, seat, allergens, modifiers };
    const save = (next: Fields) => {
      const patch = patchOf(item.id, fields, next);
      if (patch !== null) this.pos.desk.send({ kind: "amend", ticket: ticket.id, modify: [patch] });
    };
    return { name, sku, covers: ticket.covers, fields, save };
  }

  /** Differences that stand on other orders of the dish, the most frequent first. */
  #usual(sku: string): readonly string[] {
    const counts = new Map<string, number>();
    for (const ticket of this.pos.desk.screen.tickets.value)
      for (const item of ticket.items)
        if (item.sku === sku) for (const { name } of item.modifiers) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .sort((left, right) => right[1] - left[1])
      .map(([name]) => name)
      .slice(0, USUAL_MAX);
  }
}

/** Only what is different; null: nothing is. */
function patchOf(item: string, was: Fields, now: Fields): LinePatch | null {
  const keys = Object.keys(was) as (keyof Fields)[];
  const changes = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(now[key]));
  return changes.length === 0 ? null : { item, ...Object.fromEntries(changes.map((key) => [key, now[key]])) };
}

customElements.define("kds-line-sheet", KdsLineSheet);
