/** The heights of cards' blocks on this glass, measured once for each face. */

import { untracked } from "@preact/signals-core";
import type { Block, Sized } from "./arrange.ts";
import type { Face, Piece } from "./face.ts";
import type { KdsProbe } from "./probe.ts";

export class Measure {
  #known = new WeakMap<Face, Sized>();
  #glass = "";

  /** `glass` names everything that heights depend on beside the face: size, language. */
  sized(probe: KdsProbe, faces: readonly Face[], glass: string): readonly Sized[] {
    if (glass !== this.#glass) this.#known = new WeakMap();
    this.#glass = glass;
    const fresh = faces.filter((face) => !this.#known.has(face));
    // A block keeps its height, whatever else on it changes.
    if (fresh.length > 0) untracked(() => this.#measure(probe, fresh));
    return faces.map((face) => this.#known.get(face) ?? { id: face.id, blocks: [] });
  }

  /** All in one pass, so that the browser lays out once. */
  #measure(probe: KdsProbe, faces: readonly Face[]): void {
    const pieces = faces.map((face) => face.pieces());
    const drawn = pieces.flat().flatMap((piece) => (piece.again === undefined ? [piece] : [piece, piece.again]));
    const heights = probe.heights(drawn);
    const known = new Map(drawn.map((piece, index) => [piece, heights[index] ?? 0]));
    const block = ({ key, tasks, again }: Piece, height = 0): Block =>
      again === undefined ? { key, tasks, height } : { key, tasks, height, again: block(again, known.get(again)) };
    faces.forEach((face, index) => {
      const blocks = (pieces[index] ?? []).map((piece) => block(piece, known.get(piece)));
      this.#known.set(face, { id: face.id, blocks });
    });
  }
}
