import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const system = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Each file has servers of its own, so two files run at a time; the tests within one follow each other.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  reporter: [["list"]],
  projects: [
    { name: "tests", testMatch: "*.spec.ts" },
    { name: "pictures", testMatch: "*.pictures.ts" },
    { name: "speed", testMatch: "*.speed.ts" },
    { name: "lighthouse", testMatch: "*.lighthouse.ts" },
  ],
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // Without a Chromium of the system, Playwright's own is used.
    launchOptions: {
      ...(system ? { executablePath: system } : {}),
      args: ["--no-sandbox", "--disable-gpu"],
    },
    trace: "off",
  },
});
