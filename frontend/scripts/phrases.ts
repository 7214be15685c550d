/** A dictionary of the converter: what is written how. */
type Pairs = [string, string][];

async function dictionary(name: string): Promise<Pairs> {
  const { default: pairs } = (await import(`opencc-js/dict/${name}`)) as { default: string };
  return pairs.split("|").map((pair) => pair.split(" ") as [string, string]);
}

/** The 3,755 characters of everyday writing: level one of GB 2312. */
function everyday(): Set<string> {
  const reader = new TextDecoder("gb2312");
  const found = new Set<string>();
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) found.add(reader.decode(new Uint8Array([row, cell])));
  }
  return found;
}

/** The longest phrase that is worth its bytes, in characters; longer ones are proverbs. */
const longest = 3;

/**
 * The converter's dictionary of phrases (a megabyte) as a module without those that do nothing. Most of its phrases are
 * converted the same by their characters alone. Of them, pairs of characters stay that keep a phrase from being seen where two
 * words meet: 下面 | 人, not 下 | 面人. Rare characters and proverbs go, too.
 */
export async function phrases(): Promise<string> {
  const characters = new Map(await dictionary("STCharacters"));
  const common = everyday();
  const worthIt = ([plain]: [string, string]) =>
    Array.from(plain).length <= longest && Array.from(plain).every((one) => common.has(one));
  const all = (await dictionary("STPhrases")).filter(worthIt);
  const alone = (text: string) => Array.from(text, (one) => characters.get(one) ?? one).join("");
  const telling = all.filter(([plain, written]) => alone(plain) !== written);
  const begins = new Set(telling.map(([plain]) => Array.from(plain)[0]));
  const known = new Set(telling.map(([plain]) => plain));
  const guards = all
    .map(([plain]) => plain)
    .filter(
      (plain) => !known.has(plain) && Array.from(plain).length === 2 && begins.has(Array.from(plain)[1] as string),
    );
  const list = [...telling.map((pair) => pair.join(" ")), ...guards].join("|");
  return `import characters from "./STCharacters.js";
const of = new Map(characters.split("|").map((pair) => pair.split(" ")));
const alone = (text) => Array.from(text, (one) => of.get(one) ?? one).join("");
export default ${JSON.stringify(list)}.split("|").map((one) => (one.includes(" ") ? one : \`\${one} \${alone(one)}\`)).join("|");`;
}
