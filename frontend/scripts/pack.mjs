// Packs the built files once and well, so that the server can hand them out small without work: NAME.br beside NAME.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
/** Below this, in bytes, packing saves nothing worth a file. */
const worthIt = 500;

let before = 0;
let after = 0;
for (const name of await readdir(dist, { recursive: true })) {
  if (!/\.(js|css|svg|html)$/.test(name)) continue;
  const body = await readFile(new URL(name, dist));
  if (body.length < worthIt) continue;
  const packed = brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
  before += body.length;
  after += packed.length;
  await writeFile(new URL(`${name}.br`, dist), packed);
}
console.log(`packed: ${(before / 1024).toFixed(0)} kB as ${(after / 1024).toFixed(0)} kB of brotli`);
