// Fails the build when the script a first visit to a call loads grows over the budget. Parts loaded later do not count.
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const budget = 250 * 1024;
const dist = new URL("../dist/", import.meta.url);
const page = await readFile(new URL("index.html", dist), "utf8");
const size = async (name) => gzipSync(await readFile(new URL(`assets/${name}`, dist))).length;

const first = new Set([...page.matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1]));
// The call's own part and one language's words are needed for a call as well: the most is what Taiwan's readers need.
for (const part of ["call-page-", "zh-TW-", "traditional-"]) {
  const name = (await readdir(new URL("assets/", dist))).find((one) => one.startsWith(part) && one.endsWith(".js"));
  if (!name) throw new Error(`the build has no part ${part}`);
  first.add(name);
}
// What the first files import before they can run is part of the first load as well.
for (const name of first) {
  const code = await readFile(new URL(`assets/${name}`, dist), "utf8");
  for (const [, other] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) first.add(other);
}
let loaded = 0;
for (const name of first) loaded += await size(name);
let later = 0;
for (const name of await readdir(new URL("assets/", dist))) {
  if (name.endsWith(".js") && !first.has(name)) later += await size(name);
}
const kb = (bytes) => (bytes / 1024).toFixed(1);
console.log(`script: first load ${kb(loaded)} kB gzip of ${budget / 1024} kB, loaded when needed ${kb(later)} kB`);
if (loaded > budget) {
  console.error("The first load is over its budget: load the new part lazily, or take a smaller library.");
  process.exit(1);
}
