/** A room with one screen in it, its clock in the hand of the test. */

import type { Happened } from "../src/core/screen.ts";
import { type Alarm, due, type Ear, FIRST_EAR, listen, type Sound, touched } from "../src/core/sounds.ts";

export const NOTHING: ReadonlySet<string> = new Set();

export function alarm(sound: Sound, key: string, until: Alarm["until"] = "answer"): Alarm {
  return { key, sound, until, document: `ticket/${key}`, about: [key], say: null };
}

export function cause(kind: string, key: string, own = false): Happened {
  return { kind, id: `ticket/${key}`, command: "c", own };
}

/** A screen with its clock in the hand of the test; what it sounded, with the time in ms. */
export class Room {
  ear: Ear = FIRST_EAR;
  now = 0;
  alarms: readonly Alarm[] = [];
  readonly heard: (readonly [number, Sound])[] = [];

  /** What waits from now on. */
  wait(alarms: readonly Alarm[], happened: readonly Happened[] = [], pressed = NOTHING): this {
    this.alarms = alarms;
    this.ear = listen(this.ear, alarms, happened, pressed);
    return this.#sound();
  }

  pass(ms: number): this {
    for (const end = this.now + ms; this.now < end; ) {
      this.now += 500;
      this.ear = listen(this.ear, this.alarms, [], NOTHING);
      this.#sound();
    }
    return this;
  }

  touch(): this {
    this.ear = touched(this.ear);
    return this;
  }

  get sounds(): readonly Sound[] {
    return this.heard.map(([, sound]) => sound);
  }

  #sound(): this {
    const [ear, sound] = due(this.ear, this.now);
    this.ear = ear;
    if (sound !== null) this.heard.push([this.now, sound.sound]);
    return this;
  }
}

/** A screen that has been on for a while. */
export function room(): Room {
  return new Room().wait([]).pass(5_000);
}
