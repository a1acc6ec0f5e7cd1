/** Bundles the simulated browser of one `web` folder into one file: what browsers load, on a simulated device. */

import { join } from "node:path";
import { build } from "esbuild";

const [web, outfile] = process.argv.slice(2);
const simulation = join(web, "tests/simulation");

await build({
  entryPoints: [join(simulation, "main.ts")],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  alias: { idb: join(simulation, "memory-idb.ts") },
  // A copy of the folder need not hold the libraries.
  nodePaths: [join(import.meta.dirname, "../../node_modules")],
  logLevel: "warning",
});
