import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { dial, hangUp, said, sayAndWait, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

/** What Lighthouse makes of the built page, served by the program: `npm run lighthouse`. It is fetched when it is run. */
const lighthouse = "lighthouse@12.8.2";
const least = 95;
const categories = ["performance", "accessibility", "best-practices"];

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

async function rate(address: string, executable: string): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(
    "npx",
    [
      "--yes",
      lighthouse,
      address,
      `--only-categories=${categories.join(",")}`,
      "--chrome-flags=--headless=new --no-sandbox",
      "--output=json",
      "--quiet",
    ],
    { env: { ...process.env, CHROME_PATH: executable }, maxBuffer: 64 << 20 },
  );
  const report = JSON.parse(stdout) as {
    categories: Record<string, { score: number }>;
    audits: Record<string, { id: string; score: number | null; displayValue?: string }>;
  };
  const short = Object.values(report.audits)
    .filter((one) => one.score !== null && one.score < 0.9)
    .map((one) => `${one.id}${one.displayValue ? ` (${one.displayValue})` : ""}`);
  console.log(`  below 90: ${short.join(", ") || "nothing"}`);
  return Object.fromEntries(categories.map((name) => [name, Math.round((report.categories[name]?.score ?? 0) * 100)]));
}

test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
test.setTimeout(600_000);

test("every page of a first visit is worth its score", async ({ page }, info) => {
  const executable = info.project.use.launchOptions?.executablePath ?? chromium.executablePath();
  await dial(page, server.url, "en");
  for (const sentence of said.en.slice(0, 2)) await sayAndWait(page, "en", sentence);
  const finished = page.url();
  await hangUp(page, words.en);
  const session = finished.split("/").at(-1) as string;
  await page.request.post(`${server.url}/api/v1/sessions/${session}/diagnosis`, { data: {} });
  await dial(page, server.url, "en");
  const live = page.url();
  await page.close();

  const low: string[] = [];
  for (const [name, address] of [
    ["home", server.url],
    ["library", `${server.url}/library`],
    ["call", live],
    ["debrief", `${finished}/debrief`],
  ] as const) {
    const scores = await rate(address, executable);
    console.log(
      `${name}: ${Object.entries(scores)
        .map(([what, score]) => `${what} ${score}`)
        .join(", ")}`,
    );
    for (const [what, score] of Object.entries(scores)) if (score < least) low.push(`${name}: ${what} ${score}`);
  }
  expect(low).toEqual([]);
});
