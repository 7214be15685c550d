import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [relative(root, path)] : [];
  });
}

/** Which zones a zone may import from, beside itself. */
const allowed: Record<string, string[]> = {
  app: ["features", "components", "lib", "styles"],
  features: ["components", "lib", "wire"],
  components: ["lib"],
  lib: ["wire", "locales"],
  wire: [],
  locales: [],
};

const importsOf = (file: string) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((m) => m[1] as string);

describe("the page's structure", () => {
  const files = sources(root);

  it("lets each zone import only what lies below it", () => {
    for (const file of files) {
      const zone = file.split("/")[0] as string;
      expect(allowed[zone], `${file}: unknown zone`).toBeDefined();
      for (const target of importsOf(file)) {
        if (!target.startsWith("~/")) continue;
        const to = target.slice(2).split("/")[0] as string;
        if (to === zone && zone !== "features") continue;
        expect(allowed[zone], `${file} → ${target}`).toContain(to);
      }
    }
  });

  it("keeps features apart: they meet in the app only", () => {
    for (const file of files.filter((f) => f.startsWith("features/"))) {
      for (const target of importsOf(file)) {
        expect(target, file).not.toMatch(/^~\/features\/|^\.\.\//);
      }
    }
  });

  it("exports only what another file uses", () => {
    const texts = files.map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));
    const words = texts.map(({ text }) => new Set(text.match(/\w+/g)));
    for (const [i, { file, text }] of texts.entries()) {
      if (file.startsWith("wire/")) continue;
      for (const [, name = ""] of text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)) {
        const used = words.some((others, j) => j !== i && others.has(name));
        expect(used, `${file} exports ${name}, which no other file uses`).toBe(true);
      }
    }
  });

  it("writes file names in kebab-case and keeps files short", () => {
    for (const file of files) {
      expect(file).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.test|\.d)?\.tsx?$/);
      const lines = readFileSync(join(root, file), "utf8").split("\n").length;
      if (!file.startsWith("wire/")) expect(lines, file).toBeLessThanOrEqual(400);
    }
  });
});
