import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Converter } from "opencc-js";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";
import zhTW from "./zh-TW.json";

type Node = { [key: string]: Node | string };

function flat(node: Node, prefix = ""): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === "string") out[prefix + key] = value;
    else Object.assign(out, flat(value, `${prefix}${key}.`));
  }
  return out;
}

const texts = { en: flat(en), zh: flat(zh) };
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, "");
const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === "wire" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name) ? [path] : [];
  });
}

const files = sources(join(import.meta.dirname, "..")).map((path) => ({ path, text: readFileSync(path, "utf8") }));

/** Characters written alike in both scripts, or right in the traditional one beside another meaning. */
const shared = new Set("台只里干面后准周才么制向回姜累卷杯");

describe("the catalogues", () => {
  it("say in Taiwan's script what they say in the mainland's; npm run zh-tw drafts what is missing", () => {
    const taiwan = flat(zhTW);
    expect(Object.keys(taiwan).sort()).toEqual(Object.keys(texts.zh).sort());
    const traditional = Converter({ from: "cn", to: "t" });
    for (const [key, text] of Object.entries(taiwan)) {
      expect(slots(text), key).toEqual(slots(texts.zh[key] ?? ""));
      const simplified = [...text].filter((char) => !shared.has(char) && traditional(char) !== char);
      expect(simplified, `${key}: ${text}`).toEqual([]);
    }
  });

  it("are asked for in the page's language alone: another's words are not there", () => {
    for (const { path, text } of files) expect(/\bt\([^)]*\blng:/.test(text), path).toBe(false);
  });

  it("hold the same keys in both languages", () => {
    const keys = (lang: "en" | "zh") => [...new Set(Object.keys(texts[lang]).map(withoutPlural))].sort();
    expect(keys("zh")).toEqual(keys("en"));
  });

  it("fill the same slots in both languages", () => {
    for (const [key, text] of Object.entries(texts.zh)) {
      const other = texts.en[key];
      expect(slots(other ?? ""), key).toEqual(slots(text));
    }
  });

  it("say one of a thing as one: a count that may be 1 has both forms", () => {
    /** Never 1, or a word that is no plural. */
    const several = new Set(["longest", "runs", "all", "goal", "minutes", "tokens"]);
    const singular = new Set(["is", "was", "works", "does", "has"]);
    for (const [key, text] of Object.entries(texts.en)) {
      for (const [, slot = "", word = ""] of text.matchAll(/\{\{(\w+)\}\} ([a-z]+s)\b/g)) {
        if (several.has(slot) || singular.has(word)) continue;
        expect(key.endsWith("_other") && texts.en[`${withoutPlural(key)}_one`] !== undefined, `${key}: ${text}`).toBe(
          true,
        );
      }
    }
  });

  it("leave nothing untranslated", () => {
    for (const [key, text] of Object.entries(texts.en)) {
      expect(text.trim(), key).not.toBe("");
      expect(/\p{Script=Han}/u.test(text), `${key}: ${text}`).toBe(false);
    }
    for (const [key, text] of Object.entries(texts.zh)) {
      expect(text.trim(), key).not.toBe("");
      const words = text.replace(/\{\{\w+\}\}|\s|[\p{P}\p{S}\d]/gu, "");
      if (words !== "") expect(/\p{Script=Han}/u.test(text), `${key}: ${text}`).toBe(true);
    }
  });

  it("know every key the page asks for", () => {
    const known = new Set(Object.keys(texts.en).flatMap((key) => [key, withoutPlural(key)]));
    for (const { path, text } of files) {
      for (const [, key] of text.matchAll(/\bt\(\s*"([\w.-]+)"/g)) {
        expect(known.has(key as string), `${path}: ${key}`).toBe(true);
      }
      for (const [, head] of text.matchAll(/\bt\(\s*`([\w.-]+)\.\$\{/g)) {
        const some = [...known].some((key) => key.startsWith(`${head}.`));
        expect(some, `${path}: ${head}.…`).toBe(true);
      }
    }
  });

  it("hold nothing the page never asks for", () => {
    const all = files.map((f) => f.text).join("\n");
    const heads = [...all.matchAll(/`([\w.-]+)\.\$\{/g)].map((m) => m[1] as string);
    for (const key of Object.keys(texts.en).map(withoutPlural)) {
      const asked = all.includes(`"${key}"`) || heads.some((head) => key.startsWith(`${head}.`));
      expect(asked, key).toBe(true);
    }
  });
});

describe("the page's source", () => {
  it("holds no sentence of its own: words come from the catalogues", () => {
    const languageNames = /中文|English/;
    for (const { path, text } of files) {
      const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
      const han = code.match(/\p{Script=Han}+/gu)?.filter((word) => !languageNames.test(word)) ?? [];
      expect(han, path).toEqual([]);
      const words = [...code.matchAll(/<[\w.]+[^<>]*>\s*([A-Z][a-z]+ [a-z]+[^<{]*)</g)].map((m) => m[1]);
      expect(words, path).toEqual([]);
    }
  });
});

describe("the words of the glossary", () => {
  const root = join(import.meta.dirname, "../../..");
  const glossary = readFileSync(join(root, "CONTEXT.md"), "utf8");
  /** The Chinese of a term, as its row says. */
  const chinese = (term: string) =>
    glossary
      .split("\n")
      .find((row) => row.startsWith(`| ${term} |`))
      ?.split("|")[2]
      ?.trim() ?? "";

  it("name the gauges, on the page and in the terminal alike", () => {
    const row = glossary.split("\n").find((line) => line.startsWith("| Gauge |")) ?? "";
    const terminal = readFileSync(join(root, "server/cmd/huikuan/glass.go"), "utf8");
    for (const [id, name] of Object.entries(zh.gauge)) {
      expect(row).toContain(`${id} ${name}`);
      expect(en.gauge[id as keyof typeof en.gauge].toLowerCase()).toBe(id);
      expect(terminal).toContain(`{Zh: "${name}", En: "${id}"}`);
    }
    expect(zh.debrief.mind.lead).toContain(zh.gauge.irritation);
  });

  it("name what the page shows of the case, the call and what is said of it", () => {
    expect(zh.desk.title).toBe(chinese("Case desk"));
    expect(zh.hint.ask).toBe(chinese("Hint"));
    expect(zh.review.checks).toBe(chinese("Check"));
    expect(zh.studio.drafts).toBe(chinese("Draft"));
    expect(zh.import.side).toEqual({
      trainee: chinese("Trainee"),
      debtor: chinese("Debtor"),
      out: zh.import.side.out,
    });
    const faults = readFileSync(join(root, "server/content/faults.zh.txt"), "utf8");
    expect(faults).toContain(`there is no excuse {} = 没有${chinese("Excuse")} {}`);
    expect(zh.debrief.excuses.title).toContain(chinese("Excuse"));
  });
});
