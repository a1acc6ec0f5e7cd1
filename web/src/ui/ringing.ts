/** Makes a page heard: what waits on it goes to the loudspeaker and the voice of this screen, at this screen's volume. */

import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { type Alarm, due, type Ear, FIRST_EAR, listen, type Speech, touched } from "../core/sounds.ts";
import { spokenNumber, voiceFor } from "../core/speech.ts";
import { TUNES } from "../core/tunes.ts";
import { Loudspeaker } from "../sync/loudspeaker.ts";
import { type Sentence, Voice } from "../sync/voice.ts";
import type { Desk, Ringer } from "./desk.ts";
import { settings } from "./settings.ts";
import { soundMark } from "./sound-mark.ts";
import { listed, t, tIn } from "./text.ts";

/** What a hand on the screen, or on its keys, is. */
const HANDS = ["pointerdown", "keydown"] as const;

/** Long enough to be felt through an apron. */
const VIBRATION_MS = 300;

/** `languages`: in which ones, one after the other, things are said. Runs until the page is left. */
export function startRinging(
  desk: Desk,
  alarms: ReadonlySignal<readonly Alarm[]>,
  languages: ReadonlySignal<readonly string[]>,
  until: AbortSignal,
): void {
  const { screen } = desk;
  const loudspeaker = new Loudspeaker(until);
  const voice = new Voice(until);
  const hand = signal(0);
  let ear: Ear = FIRST_EAR;
  let hands = 0;

  const say = (speeches: readonly Speech[]) => {
    const { volume, voice: spoken } = settings.peek();
    if (spoken)
      voice.say(
        speeches.flatMap((speech) => sentences(speech, languages.peek())),
        volume,
      );
  };
  const stop = effect(() => {
    const waiting = alarms.value;
    const happened = screen.happened.value;
    const pressed = screen.pressed.value;
    screen.now.value;
    if (!screen.sync.value.loaded) return;
    ear = listen(ear, waiting, happened, pressed);
    if (hands !== hand.value) ear = touched(ear);
    hands = hand.value;
    // What the browser holds back is not heard: it is still due when somebody has let it out.
    if (loudspeaker.hearing.value !== "on") return;
    const [next, sound] = due(ear, performance.now());
    ear = next;
    if (sound === null) return;
    loudspeaker.play(TUNES[sound.sound], settings.peek().volume);
    // A phone is also felt, where its browser can: a dining room is loud, and an apron muffles.
    if (screen.page.role === "waiter") navigator.vibrate?.(VIBRATION_MS);
    say(sound.say);
  });
  for (const kind of HANDS) addEventListener(kind, () => hand.value++, { signal: until, capture: true, passive: true });
  until.addEventListener("abort", stop);

  const sound = { hearing: loudspeaker.hearing, unlock: () => loudspeaker.unlock() };
  desk.ringer.value = {
    ...sound,
    dumb: computed(() => languages.value.filter((one) => voiceFor(voice.voices.value, one) === null)),
    mark: () => soundMark(sound),
    test: () => {
      loudspeaker.play(TUNES.ready, settings.peek().volume);
      say([{ kind: "call", number: t("settings.test_number") }]);
    },
  } satisfies Ringer;
}

function sentences(speech: Speech, languages: readonly string[]): readonly Sentence[] {
  const number = spokenNumber(speech.number);
  const dishes = speech.kind === "rush" ? listed(speech.dishes) : "";
  return languages.map((language) => ({ language, text: tIn(language, `voice.${speech.kind}`, { number, dishes }) }));
}
