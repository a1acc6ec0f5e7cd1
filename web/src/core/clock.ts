/** How far the server's clock is from this device's monotonic clock: four stamps, the lowest round trip of eight. */

/** Samples that are compared; older ones may belong to a clock that has drifted since. */
const SAMPLES = 8;

/** Two samples may disagree by half their round trips and this much, ms; more means that one of the clocks jumped. */
const SLACK_MS = 50;

/** A clock that is off by more shows times that people notice, ms. */
export const SKEW_MS = 2_000;

interface Sample {
  readonly offset: number;
  readonly rtt: number;
}

/** `offset` added to the monotonic clock gives the server's time in ms. */
export interface ClockEstimate {
  readonly offset: number;
  readonly samples: readonly Sample[];
}

/** A first guess from the device's own wall clock, until the server has spoken. */
export function guess(wallMs: number, monoMs: number): ClockEstimate {
  return { offset: wallMs - monoMs, samples: [] };
}

/**
 * Takes a sample: t0 and t3 are the screen's monotonic clock, t1 and t2 the server's.
 *
 * A sample that contradicts the best one starts afresh: the device slept, or the server's clock was set.
 */
export function sampled(clock: ClockEstimate, t0: number, t1: number, t2: number, t3: number): ClockEstimate {
  // Longer there than here: the server's clock was set in between, and only its last word counts.
  if (t2 - t1 - (t3 - t0) > SLACK_MS) return { offset: t2 - t3, samples: [] };
  const rtt = Math.max(0, t3 - t0 - (t2 - t1));
  const sample: Sample = { offset: (t1 - t0 + (t2 - t3)) / 2, rtt };
  const jumped =
    clock.samples.length > 0 && Math.abs(sample.offset - clock.offset) > (rtt + best(clock.samples).rtt) / 2 + SLACK_MS;
  const samples = jumped ? [sample] : [...clock.samples, sample].slice(-SAMPLES);
  return { offset: best(samples).offset, samples };
}

/** The server sent `serverMs` before `monoMs`: an estimate that is behind it is wrong, whatever the samples say. */
export function heard(clock: ClockEstimate, serverMs: number, monoMs: number): ClockEstimate {
  const least = serverMs - monoMs;
  return clock.offset >= least - SLACK_MS ? clock : { offset: least, samples: [] };
}

/** The server's time at a moment of the monotonic clock, whole ms. */
export function serverTime(clock: ClockEstimate, monoMs: number): number {
  return Math.round(monoMs + clock.offset);
}

/** How far the device's wall clock is ahead of the server's, whole ms. */
export function skewOf(clock: ClockEstimate, wallMs: number, monoMs: number): number {
  return Math.round(wallMs - serverTime(clock, monoMs));
}

function best(samples: readonly Sample[]): Sample {
  return samples.reduce((least, sample) => (sample.rtt < least.rtt ? sample : least));
}

/** The device's clock with the offset it had; one that stands before what was heard already has been set back. */
export function clockAfter(
  clock: ClockEstimate,
  aheadMs: number,
  serverMs: number,
  mono: number,
): [ClockEstimate, boolean] {
  const moved = { offset: clock.offset + aheadMs, samples: [] };
  if (serverTime(moved, mono) >= serverMs) return [moved, false];
  return [{ offset: serverMs - mono, samples: [] }, true];
}
