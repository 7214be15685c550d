import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { phrases } from "./scripts/phrases";

const server = process.env.HUIKUAN_ADDR ?? "127.0.0.1:8080";

/** What the small first script is made of: it must not wait for anything else. */
const early = {
  name: "early",
  priority: 1,
  test: /src\/(app\/pages|lib\/(ui-lang|early|addresses|storage|format))\.ts$|vite\/preload-helper/,
};

/** What several parts of the page share, in one file: browsers fetch six at a time, so few and large beat many and small. */
const shared = {
  name: "base",
  minShareCount: 2,
  test: /\/(src\/(lib|components)|node_modules)\/.*(?<!\.json)$/,
};

/** The converter of src/lib/traditional.ts with a tenth of its phrases. */
const thinPhrases: Plugin = {
  name: "huikuan:thin-phrases",
  transform: {
    filter: { id: /opencc-js\/.*\/STPhrases\.js$/ },
    handler: async () => ({ code: await phrases(), map: null }),
  },
};

/** Puts the small script that asks early (src/app/first.ts) into the built page, beside the page's own. */
function first(): Plugin {
  return {
    name: "huikuan:first",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          input: { index: "index.html", first: "src/app/first.ts" },
          output: { codeSplitting: { groups: [early, shared] } },
        },
      },
    }),
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) => {
        const file = Object.values(bundle ?? {}).find(
          (one) => one.type === "chunk" && one.isEntry && one.name === "first",
        );
        if (file?.type !== "chunk") throw new Error("the build has no first script");
        const module = { type: "module", async: true, crossorigin: true, src: `/${file.fileName}` };
        return [
          { tag: "script", attrs: module, injectTo: "head-prepend" },
          ...file.imports.map((name) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` },
            injectTo: "head-prepend" as const,
          })),
        ];
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), first(), thinPhrases],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { proxy: { "/api": { target: `http://${server}`, ws: true } } },
  build: {
    target: "es2022",
    // Everything comes from files: the page runs under a policy that allows no inline script, style or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    server: { deps: { inline: ["opencc-js"] } },
  },
});
