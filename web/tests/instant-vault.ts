/** A device that is never in trouble. */

import * as work from "../src/core/bringing.ts";
import type { Input } from "../src/core/state.ts";
import type { Vault } from "../src/core/vault.ts";

/** Keeps at once whatever it is given, and answers before the call returns. */
export function instantVault(tell: (input: Input) => void): Vault {
  return {
    keep: (entries) => tell({ on: "kept", ids: entries.map((entry) => entry.id) }),
    commit: (commit) => tell({ on: "committed", dropped: commit.leaving.map((one) => one.id) }),
    setAside: () => tell({ on: "forks", forks: [], work }),
    salvaged: (_, entries) => tell({ on: "kept", ids: entries.map((entry) => entry.id) }),
  };
}
