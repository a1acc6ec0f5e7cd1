/** A log with its terms and what it answered: what a disk holds, and a backup of it. */

import { document, type Pot } from "./kitchen.ts";

export type Frame = Readonly<Record<string, unknown>>;

export interface Row {
  readonly ticket: string;
  readonly ver: number;
  readonly pot: Pot;
  readonly command: string;
  readonly cid: string;
  readonly n: number;
}

export interface Answer {
  readonly n: number;
  readonly result: string;
  readonly why?: string;
  readonly seq: number;
}

export interface Backup {
  readonly rows: Row[];
  readonly terms: { id: string; start: number }[];
  readonly results: Map<string, Answer[]>;
}

export class FakeLog {
  #disk: Backup = { rows: [], terms: [], results: new Map() };
  #boots = 0;

  get rows(): readonly Row[] {
    return this.#disk.rows;
  }

  get head(): number {
    return this.#disk.rows.length;
  }

  get term(): string {
    return this.#disk.terms.at(-1)?.id ?? "";
  }

  /** Ticket → its last row. */
  tickets(): Map<string, Row> {
    return new Map(this.#disk.rows.map((row) => [row.ticket, row]));
  }

  backup(): Backup {
    return structuredClone(this.#disk);
  }

  restore(backup: Backup): void {
    this.#disk = structuredClone(backup);
  }

  boot(): void {
    this.#boots += 1;
    this.#disk.terms.push({ id: `term-${this.#boots}`, start: this.head });
  }

  append(row: Omit<Row, "ver">): void {
    const ver = (this.tickets().get(row.ticket)?.ver ?? 0) + 1;
    this.#disk.rows.push({ ...row, ver });
  }

  results(cid: string): readonly Answer[] {
    return this.#disk.results.get(cid) ?? [];
  }

  keep(cid: string, answer: Answer): void {
    this.#disk.results.set(cid, [...this.results(cid), answer]);
  }

  forgetResults(): void {
    this.#disk.results.clear();
  }

  /** Where the history of this term ends; null: the term is not known here. */
  endOf(term: string): number | null {
    const index = this.#disk.terms.findIndex((one) => one.id === term);
    return index < 0 ? null : (this.#disk.terms[index + 1]?.start ?? this.head);
  }

  /** The last version of each ticket that changed after a row. */
  putsAfter(seq: number): readonly Frame[] {
    const rows = new Map(this.#disk.rows.slice(seq).map((row) => [row.ticket, row]));
    return [...rows].map(([id, row]) => ({ id: `ticket/${id}`, ver: row.ver, doc: document(id, row.pot) }));
  }
}
