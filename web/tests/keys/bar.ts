/** Strokes and glasses for the tests of the keyboard. */

import type { Layout } from "../../src/core/keys/actions.ts";
import type { At, Effect, Glass, Group, Hint, StopKind } from "../../src/core/keys/glass.ts";
import { IDLE, type Keys, play } from "../../src/core/keys/play.ts";
import { layoutOf, type PresetName } from "../../src/core/keys/presets.ts";
import type { Stroke } from "../../src/core/keys/strokes.ts";

export function down(code: string, held: Partial<Stroke> = {}): Stroke {
  return { type: "down", code, repeat: false, ctrl: false, alt: false, ...held };
}

export function up(code: string, held: Partial<Stroke> = {}): Stroke {
  return { ...down(code, held), type: "up" };
}

export function preset(name: PresetName): Layout {
  return layoutOf({ preset: name, learned: {} });
}

export function card(place: number, stops: readonly StopKind[] = ["head", "", ""]): Group {
  return { id: `card${place} 0`, kind: "card", place, stops };
}

export function lane(...stops: readonly StopKind[]): Group {
  return { id: "lane", kind: "lane", place: 0, stops };
}

export function panel(...stops: readonly StopKind[]): Group {
  return { id: "panel", kind: "panel", place: 0, stops };
}

export const MENU: Group = { id: "menu", kind: "menu", place: 0, stops: ["", "", "", ""] };

/** A glass that does what it is told with the focus, and notes everything else. */
export class Played {
  groups: readonly Group[];
  at: At | null = null;
  unsteady = false;
  readonly done: Effect[] = [];
  readonly #layout: Layout;
  #keys: Keys = IDLE;

  constructor(layout: Layout, ...groups: readonly Group[]) {
    this.#layout = layout;
    this.groups = groups;
  }

  get glass(): Glass {
    return { groups: this.groups, at: this.at, unsteady: this.unsteady };
  }

  /** Strokes as they come; true for each that the browser must not have. */
  strokes(...strokes: readonly Stroke[]): readonly boolean[] {
    return strokes.map((stroke) => {
      const played = play(this.#keys, stroke, this.#layout, () => this.glass);
      this.#keys = played.keys;
      for (const effect of played.effects) {
        if (effect.kind === "go" || effect.kind === "press") this.at = effect.at;
        if (effect.kind === "leave") this.at = null;
        if (effect.kind !== "go") this.done.push(effect);
      }
      return played.swallow;
    });
  }

  /** Keys that go down and up again; what they did beside moving the focus. */
  keys(...codes: readonly string[]): readonly Effect[] {
    this.done.length = 0;
    for (const code of codes) this.strokes(down(code), up(code));
    return [...this.done];
  }
}

export function pressed(group: string, stop: number): Effect {
  return { kind: "press", at: { group, stop } };
}

export function said(hint: Hint): Effect {
  return { kind: "say", hint };
}
