/** Scripts that come after the page: asked for again until they are there, for the network may be gone for a while. */

const AGAIN_MS = 5000;

/** Never rejects; stays open where the page was left before. */
export function arriving<T>(load: () => Promise<T>, until?: AbortSignal): Promise<T> {
  return load().catch(
    () =>
      new Promise<T>((done) => {
        setTimeout(() => until?.aborted || done(arriving(load, until)), AGAIN_MS);
      }),
  );
}
