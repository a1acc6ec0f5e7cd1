/** Which sound is due when: pure, so that an evening of noise can be simulated in a test. */

import type { Happened } from "./screen.ts";

/** Most urgent first: of several that are due, this is their order. */
export const SOUNDS = ["void", "rush", "changed", "late", "new", "ready"] as const;
export type Sound = (typeof SOUNDS)[number];

/** Pause before a sound comes again while nobody has acted, ms: long enough to walk over, short enough to be missed by nobody. */
export const REPEAT_MS: Readonly<Record<Sound, number>> = {
  void: 8_000,
  rush: 10_000,
  changed: 12_000,
  late: 20_000,
  new: 8_000,
  ready: 15_000,
};

/** Between any two sounds, so that each is heard for itself, ms. */
export const BETWEEN_MS = 1_500;

/** Commands that bring work to a screen; everything else that moves a task there is no news. */
const BRING_WORK: ReadonlySet<string> = new Set([
  "place",
  "amend",
  "fire",
  "release",
  "bump",
  "recall",
  "remake",
  "adopt_kitchen",
  "cover",
  "hand_over",
]);

/** What is said after the sound. */
export type Speech =
  | { readonly kind: "call" | "ready"; readonly number: string }
  | { readonly kind: "rush"; readonly number: string; readonly dishes: readonly string[] };

/** Something that waits for a person. */
export interface Alarm {
  /** The same thing has the same key; asked or called once more it has another. */
  readonly key: string;
  readonly sound: Sound;
  /** `answer`: only what is done about it ends it. `touch`: a hand on this screen has heard it. `once`: it never repeats. */
  readonly until: "answer" | "touch" | "once";
  /** Key of the document it comes from. */
  readonly document: string;
  /** Ids that a command of this screen may name: what its own hands do makes no sound here. */
  readonly about: readonly string[];
  readonly say: Speech | null;
}

interface Ringing {
  readonly alarm: Alarm;
  /** Monotonic ms of its last sound; null: not heard yet. */
  readonly heardAt: number | null;
  readonly silenced: boolean;
}

export interface Ear {
  readonly ringing: ReadonlyMap<string, Ringing>;
  /** When the last sound of all began. */
  readonly lastAt: number;
  /** False until the first documents are in. */
  readonly begun: boolean;
}

export const FIRST_EAR: Ear = { ringing: new Map(), lastAt: Number.NEGATIVE_INFINITY, begun: false };

/**
 * Takes in what waits now. Of what a page finds when it opens, only what needs an answer is heard; what waited and was
 * settled while the line was down is never heard at all.
 */
export function listen(
  ear: Ear,
  alarms: readonly Alarm[],
  happened: readonly Happened[],
  pressed: ReadonlySet<string>,
): Ear {
  const ringing = new Map<string, Ringing>();
  for (const alarm of alarms) {
    const known = ear.ringing.get(alarm.key);
    const silenced = known?.silenced ?? (isHistory(ear, alarm) || isOwn(alarm, happened, pressed));
    ringing.set(alarm.key, { alarm, heardAt: known?.heardAt ?? null, silenced });
  }
  return { ...ear, ringing, begun: true };
}

function isHistory(ear: Ear, alarm: Alarm): boolean {
  return !ear.begun && alarm.until !== "answer";
}

/** Did this screen do it itself, or did a command that brings nobody work? One of somebody else's is enough to be heard. */
function isOwn(alarm: Alarm, happened: readonly Happened[], pressed: ReadonlySet<string>): boolean {
  if (alarm.about.some((id) => pressed.has(id))) return true;
  const causes = happened.filter((cause) => cause.id === alarm.document);
  const isNews = ({ own, kind }: Happened) => !own && (alarm.sound !== "new" || BRING_WORK.has(kind));
  return causes.length > 0 && !causes.some(isNews);
}

/** A hand on this screen: whoever it is has heard what has sounded, and sees the rest. */
export function touched(ear: Ear): Ear {
  const ringing = new Map(
    [...ear.ringing].map(([key, one]): [string, Ringing] => {
      const heard = one.alarm.until === "touch" && one.heardAt !== null;
      return [key, heard ? { ...one, silenced: true } : one];
    }),
  );
  return { ...ear, ringing };
}

export interface Due {
  readonly sound: Sound;
  /** What is said with it, of the alarms that are heard for the first time. */
  readonly say: readonly Speech[];
}

/** The sound to make now, if any; everything that waits with the same sound is heard in it. */
export function due(ear: Ear, nowMs: number): readonly [Ear, Due | null] {
  if (nowMs - ear.lastAt < BETWEEN_MS) return [ear, null];
  const waiting = [...ear.ringing.values()].filter((one) => isDue(one, nowMs));
  const sound = SOUNDS.find((one) => waiting.some(({ alarm }) => alarm.sound === one));
  if (sound === undefined) return [ear, null];
  const now = waiting.filter(({ alarm }) => alarm.sound === sound);
  const say = now.flatMap(({ alarm, heardAt }) => (heardAt === null && alarm.say !== null ? [alarm.say] : []));
  const ringing = new Map(ear.ringing);
  for (const one of now) ringing.set(one.alarm.key, { ...one, heardAt: nowMs });
  return [
    { ...ear, ringing, lastAt: nowMs },
    { sound, say },
  ];
}

function isDue({ alarm, heardAt, silenced }: Ringing, nowMs: number): boolean {
  if (silenced) return false;
  if (heardAt === null) return true;
  return alarm.until !== "once" && nowMs - heardAt >= REPEAT_MS[alarm.sound];
}
