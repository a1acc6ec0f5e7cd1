/** How numbers are said aloud, and which of a device's voices says them. */

/** Longer runs of digits, and those that begin with a zero, are said digit by digit. */
const SAID_WHOLE = 2;

/** "A001" → "A 0 0 1", "38" stays "38". */
export function spokenNumber(number: string): string {
  return number
    .replace(/\d+/g, (digits) =>
      digits.length > SAID_WHOLE || digits.startsWith("0") ? ` ${[...digits].join(" ")} ` : ` ${digits} `,
    )
    .replace(/\s+/g, " ")
    .trim();
}

/** What a voice is chosen by. */
export interface Speaker {
  readonly lang: string;
  readonly localService: boolean;
}

/** Regions whose voices read a script; the first is the best. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  "zh-Hans": ["zh-cn", "zh-sg", "cmn-cn", "zh"],
  "zh-Hant": ["zh-tw", "zh-hk", "cmn-tw", "yue-hk", "zh"],
};

/** The voice for a language; null: none is installed. One on the device comes first: it needs no network. */
export function voiceFor<T extends Speaker>(voices: readonly T[], language: string): T | null {
  const wanted = [language.toLowerCase(), ...(REGIONS[language] ?? []), language.split("-")[0] ?? language];
  for (const tag of wanted) {
    const fitting = voices.filter((voice) => fits(voice.lang.toLowerCase().replaceAll("_", "-"), tag.toLowerCase()));
    const best = fitting.find((voice) => voice.localService) ?? fitting[0];
    if (best !== undefined) return best;
  }
  return null;
}

function fits(tag: string, wanted: string): boolean {
  return tag === wanted || tag.startsWith(`${wanted}-`);
}
