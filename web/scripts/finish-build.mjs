// Runs after `vite build`: writes a Brotli and a gzip twin beside every text
// file, so that the server never compresses at run time, and measures what a
// first visit loads. Above the budget the build fails.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const budget = 200_000; // bytes of gzipped JavaScript on a first visit
const text = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
const smallest = 256; // bytes; below it a twin costs more than it saves

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function writeTwins(file) {
  const raw = readFileSync(file);
  if (raw.length < smallest) return;
  writeFileSync(`${file}.gz`, gzipSync(raw, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  writeFileSync(`${file}.br`, brotliCompressSync(raw, { params }));
}

// What the page itself names is what a first visit loads: its scripts and the
// chunks that they import at once, which Vite lists as module preloads.
function firstLoad(extension) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const names = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1]);
  return names
    .filter((name) => extname(name) === extension)
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name)), { level: 9 }).length, 0);
}

for (const file of filesUnder(dist)) {
  if (text.has(extname(file))) writeTwins(file);
}
// Vite empties the folder first; this file is what a clone without a build embeds.
writeFileSync(join(dist, ".gitkeep"), "");

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const script = firstLoad(".js");
console.log(
  `first load: ${kilo(script)} of JavaScript gzipped (budget ${kilo(budget)}), ${kilo(firstLoad(".css"))} of CSS`,
);
if (script > budget) {
  console.error("The first load is over its budget: split what a first view doesn't need into a lazy chunk.");
  process.exit(1);
}
