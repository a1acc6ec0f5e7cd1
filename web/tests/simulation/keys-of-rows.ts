/** Keys as IndexedDB knows them: their order, ranges of them, and where a row has its own. */

import type { Key } from "./disk.ts";

export type KeyPath = string | readonly string[] | null;

export class Range {
  readonly lower: Key | null;
  readonly upper: Key | null;

  constructor(lower: Key | null, upper: Key | null) {
    this.lower = lower;
    this.upper = upper;
  }

  static bound(lower: Key, upper: Key): Range {
    return new Range(lower, upper);
  }

  static upperBound(upper: Key): Range {
    return new Range(null, upper);
  }

  static only(key: Key): Range {
    return new Range(key, key);
  }
}

export function keyIn(value: unknown, path: KeyPath): Key | null {
  if (path === null) return null;
  const row = value as Readonly<Record<string, Key>>;
  return typeof path === "string" ? (row[path] ?? null) : path.map((part) => row[part] ?? "");
}

/** Numbers before texts before lists, as IndexedDB orders keys. */
export function compare(left: Key, right: Key): number {
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let at = 0; at < Math.min(left.length, right.length); at++) {
      const order = compare(left[at], right[at]);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  if (typeof left === typeof right) return left < right ? -1 : left > right ? 1 : 0;
  return rank(left) - rank(right);
}

function rank(key: Key): number {
  return typeof key === "number" ? 0 : typeof key === "string" ? 1 : 2;
}
