/** A vault whose script is still on its way: what is asked of it waits; if it never comes, nothing is kept. */

import type { Input } from "../core/state.ts";
import type { Commit, Held, KeptEntry, Leaving, Vault } from "../core/vault.ts";

export class LateVault implements Vault {
  #vault: Promise<Vault | null>;
  readonly #tell: (input: Input) => void;

  constructor(vault: Promise<Vault>, tell: (input: Input) => void) {
    this.#tell = tell;
    this.#vault = vault.catch(() => {
      tell({ on: "restored", base: null, trouble: "refused" });
      return null;
    });
  }

  keep(entries: readonly KeptEntry[]): void {
    const refused: Input = { on: "unkept", ids: entries.map((entry) => entry.id), trouble: "refused" };
    this.#ask((vault) => vault.keep(entries), refused);
  }

  commit(commit: Commit, serverMs: number): void {
    this.#ask((vault) => vault.commit(commit, serverMs), { on: "uncommitted", trouble: "refused" });
  }

  setAside(held: Held, common: number, leaving: readonly Leaving[]): void {
    this.#ask((vault) => vault.setAside(held, common, leaving), { on: "uncommitted", trouble: "refused" });
  }

  /** Only the vault itself knows of forks. */
  salvaged(key: number, entries: readonly KeptEntry[]): void {
    void this.#vault.then((vault) => vault?.salvaged(key, entries));
  }

  #ask(work: (vault: Vault) => void, otherwise: Input): void {
    void this.#vault.then((vault) => (vault === null ? this.#tell(otherwise) : work(vault)));
  }
}
