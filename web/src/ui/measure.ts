/** The heights of cards' blocks on this glass, measured once for each face. */

import type { Block, Sized } from "./arrange.ts";
import type { Face } from "./face.ts";
import type { KdsProbe } from "./probe.ts";

export class Measure {
  #known = new WeakMap<Face, readonly Block[]>();
  #glass = "";

  /** `glass` names everything that heights depend on beside the face: size, language. */
  sized(probe: KdsProbe, faces: readonly Face[], glass: string): readonly Sized[] {
    if (glass !== this.#glass) this.#known = new WeakMap();
    this.#glass = glass;
    this.#measure(
      probe,
      faces.filter((face) => !this.#known.has(face)),
    );
    return faces.map((face) => ({ id: face.id, blocks: this.#known.get(face) ?? [] }));
  }

  /** All in one pass, so that the browser lays out once. */
  #measure(probe: KdsProbe, faces: readonly Face[]): void {
    const drawn = faces.map((face) => face.pieces());
    const heights = probe.heights(drawn.flat());
    let next = 0;
    faces.forEach((face, index) => {
      const pieces = drawn[index] ?? [];
      this.#known.set(
        face,
        pieces.map(({ key, tasks }) => ({ key, tasks, height: heights[next++] ?? 0 })),
      );
    });
  }
}
