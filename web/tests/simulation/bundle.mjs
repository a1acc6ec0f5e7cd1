/** Bundles the simulated browser into the file that is named: the modules that browsers load, on a simulated device. */

import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
await build({
  entryPoints: [join(here, "main.ts")],
  outfile: process.argv[2],
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  alias: { idb: join(here, "memory-idb.ts") },
  logLevel: "warning",
});
