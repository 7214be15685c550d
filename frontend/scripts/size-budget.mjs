// Fails the build when the script a first visit loads grows over the budget.
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const budget = 250 * 1024;
const assets = new URL("../dist/assets/", import.meta.url);
let total = 0;
for (const name of await readdir(assets)) {
  if (name.endsWith(".js")) total += gzipSync(await readFile(new URL(name, assets))).length;
}
console.log(`script: ${(total / 1024).toFixed(1)} kB gzip of ${budget / 1024} kB`);
if (total > budget) {
  console.error("The first load is over its budget: load the new part lazily, or take a smaller library.");
  process.exit(1);
}
