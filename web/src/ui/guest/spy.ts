/** Notices which section of the menu is in sight while the guest scrolls. */

export class Spy {
  readonly #watcher: IntersectionObserver;
  readonly #inSight = new Set<Element>();
  #sections: readonly Element[] = [];

  constructor(tell: (index: number) => void) {
    // The strip below the head, where the eye is.
    this.#watcher = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting) this.#inSight.add(target);
          else this.#inSight.delete(target);
        const first = this.#sections.findIndex((section) => this.#inSight.has(section));
        if (first >= 0) tell(first);
      },
      { rootMargin: "-25% 0px -65% 0px" },
    );
  }

  watch(sections: Iterable<Element>): void {
    const now = [...sections];
    if (now.length === this.#sections.length && now.every((one, at) => one === this.#sections[at])) return;
    this.end();
    this.#sections = now;
    for (const section of now) this.#watcher.observe(section);
  }

  end(): void {
    this.#watcher.disconnect();
    this.#inSight.clear();
    this.#sections = [];
  }
}
