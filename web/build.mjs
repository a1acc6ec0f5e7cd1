/** Bundles the pages and the style sheet into dist/, and refuses a page that has grown too heavy. */

import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes of our own script that a page needs for its first paint; `docs/topics/build.md` says what the libraries add. */
const PAGE_LIMIT = 80 * 1024;

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
const PAGES = ["doors", "station", "expo", "pos", "order", "board", "manage"];

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [...PAGES.map((page) => `src/${page}.ts`), "styles/screen.css", "styles/order.css"],
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
await build({
  absWorkingDir: root,
  entryPoints: ["src/gate.ts"],
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  // It tells browsers too old for anything else that they are.
  target: "es5",
  define: { OLDEST_CHROMIUM: JSON.stringify(TARGET.replace("chrome", "")) },
  legalComments: "none",
  logLevel: "warning",
});

await cp(join(root, "icons"), dist, { recursive: true });
const hash = createHash("sha256");
const files = {};
for (const name of (await readdir(dist)).sort()) {
  await unindent(join(dist, name));
  const bytes = await readFile(join(dist, name));
  hash.update(name).update(bytes);
  files[name] = bytes.length;
  console.log(`${name}\t${kilobytes(bytes.length)} KB\t${kilobytes(gzipSync(bytes).length)} KB gzip`);
}
const app = hash
  .update(await readFile(join(root, "src/service-worker.ts")))
  .digest("hex")
  .slice(0, 16);
await build({
  absWorkingDir: root,
  entryPoints: ["src/service-worker.ts"],
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: TARGET,
  define: {
    APP: JSON.stringify(app),
    FILES: JSON.stringify(Object.keys(files).filter((name) => !name.startsWith("order"))),
  },
  logLevel: "warning",
});
await writeFile(join(dist, "build.json"), `${JSON.stringify({ app, files }, null, 2)}\n`);

for (const page of PAGES) {
  const needed = loadedBy(`dist/${page}.js`);
  const own = needed.reduce((sum, path) => sum + ownBytes(path), 0);
  const all = needed.reduce((sum, path) => sum + files[basename(path)], 0);
  const packed = await Promise.all(needed.map(async (path) => gzipSync(await readFile(join(root, path))).length));
  const zipped = packed.reduce((sum, one) => sum + one, 0);
  console.log(
    `/${page} needs\t${kilobytes(own)} KB of ours, ${kilobytes(all)} KB with libraries, ` +
      `${kilobytes(zipped)} KB gzip for its first paint`,
  );
  if (own > PAGE_LIMIT) {
    console.error(`/${page} has grown to ${kilobytes(own)} KB of script of ours: take something out.`);
    process.exitCode = 1;
  }
}

/** What we wrote of a script, as it is sent: all the indentation that was taken out was ours. */
function ownBytes(path) {
  const { bytes, inputs } = metafile.outputs[path];
  const ours = Object.entries(inputs).filter(([name]) => !name.includes("node_modules/"));
  return ours.reduce((sum, [, input]) => sum + input.bytesInOutput, files[basename(path)] - bytes);
}

/** The script itself and everything that it imports; what it asks for later, when it is idle, is not needed yet. */
function loadedBy(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const imports = metafile.outputs[path].imports.filter((one) => one.kind === "import-statement");
  return [path, ...imports.flatMap((one) => loadedBy(one.path, seen))];
}

/**
 * Takes the indentation out of our templates, where HTML reads any run of blanks as one.
 * In minified scripts nothing else has a line break with blanks behind it; the libraries are left as they are.
 */
async function unindent(path) {
  const inputs = metafile.outputs[join("dist", basename(path))]?.inputs ?? {};
  if (!Object.keys(inputs).some((input) => input.endsWith(".ts"))) return;
  const script = await readFile(path, "utf8");
  await writeFile(path, script.replace(/\n[ \t]+/g, " "));
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}
