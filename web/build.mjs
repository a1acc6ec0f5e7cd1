/** Bundles the pages and the style sheet into dist/, and refuses a page that has grown too heavy. */

import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes of any one script: a wall tablet of ten years ago parses it in a blink. */
const SCRIPT_LIMIT = 80 * 1024;

/** Bytes of everything that one page loads, libraries included. */
const PAGE_LIMIT = 128 * 1024;

/** Oldest browser that is supported; older ones are told so by the page itself. */
const TARGET = "chrome89";

/** The libraries go into a file of their own, which stays cached when only our code changes. */
const LIBRARIES = `
export { LitElement } from "lit";
export { signal } from "@preact/signals-core";
export { decode, encode } from "@msgpack/msgpack";
`;

const root = import.meta.dirname;
const dist = join(root, "dist");
const PAGES = ["station", "expo"];

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [...PAGES.map((page) => `src/${page}.ts`), "styles/screen.css"],
  stdin: { contents: LIBRARIES, resolveDir: root, sourcefile: "libraries.ts" },
  entryNames: "[name]",
  chunkNames: "part-[hash]",
  outdir: "dist",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: TARGET,
  sourcemap: false,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
await rm(join(dist, "stdin.js"));

const hash = createHash("sha256");
const files = {};
for (const name of (await readdir(dist)).sort()) {
  const bytes = await readFile(join(dist, name));
  hash.update(name).update(bytes);
  files[name] = bytes.length;
  console.log(`${name}\t${kilobytes(bytes.length)} KB\t${kilobytes(gzipSync(bytes).length)} KB gzip`);
}
const app = hash.digest("hex").slice(0, 16);
await writeFile(join(dist, "build.json"), `${JSON.stringify({ app, files }, null, 2)}\n`);

const heavy = Object.entries(files).filter(([name, size]) => name.endsWith(".js") && size > SCRIPT_LIMIT);
for (const page of PAGES) {
  const size = loadedBy(`dist/${page}.js`).reduce((sum, path) => sum + files[basename(path)], 0);
  console.log(`/${page} loads\t${kilobytes(size)} KB of script`);
  if (size > PAGE_LIMIT) heavy.push([`/${page}`, size]);
}
for (const [name, size] of heavy) console.error(`${name} has grown to ${kilobytes(size)} KB: take something out.`);
process.exitCode = heavy.length > 0 ? 1 : 0;

/** The script itself and everything that it imports. */
function loadedBy(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const imports = metafile.outputs[path].imports.filter((one) => one.kind === "import-statement");
  return [path, ...imports.flatMap((one) => loadedBy(one.path, seen))];
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}
