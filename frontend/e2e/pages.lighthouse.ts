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
test.afterAll(async () => {
  await server?.stop();
});

/** Three runs of each, for one alone depends on what else the machine does: their median counts. */
const runs = 3;
const presets = { phone: [], desktop: ["--preset=desktop"] };
const figures = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
];

interface Report {
  categories: Record<string, { score: number }>;
  audits: Record<string, { id: string; score: number | null; displayValue?: string; numericValue?: number }>;
}

async function run(address: string, executable: string, preset: string[]): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    "npx",
    [
      "--yes",
      lighthouse,
      address,
      ...preset,
      `--only-categories=${categories.join(",")}`,
      "--chrome-flags=--headless=new --no-sandbox",
      "--output=json",
      "--quiet",
    ],
    { env: { ...process.env, CHROME_PATH: executable }, maxBuffer: 64 << 20 },
  );
  return JSON.parse(stdout) as Report;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** The median score of each category, and what the page took. */
async function rate(address: string, executable: string, preset: string[]) {
  const reports: Report[] = [];
  for (let n = 0; n < runs; n++) reports.push(await run(address, executable, preset));
  const last = Object.values((reports.at(-1) as Report).audits);
  const short = last.filter((one) => one.score !== null && one.score < 0.9).map((one) => one.id);
  const took = figures.map((name) => {
    const value = median(reports.map((one) => one.audits[name]?.numericValue ?? 0));
    return `${name} ${value < 1 ? value.toFixed(3) : Math.round(value)}`;
  });
  const scores = categories.map((name): [string, number] => [
    name,
    median(reports.map((one) => Math.round((one.categories[name]?.score ?? 0) * 100))),
  ]);
  return { scores, took: [...took, `below 90: ${short.join(", ") || "nothing"}`].join("; ") };
}

test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
test.setTimeout(600_000);

/** The pages of a first visit; one call is under way, one is finished. */
const addresses: Record<string, string> = {};
test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const page = await browser.newPage({ locale: "en-GB" });
  await dial(page, server.url, "en");
  for (const sentence of said.en.slice(0, 2)) await sayAndWait(page, "en", sentence);
  const finished = page.url();
  await hangUp(page, words.en);
  const session = finished.split("/").at(-1) as string;
  await page.request.post(`${server.url}/api/v1/sessions/${session}/diagnosis`, { data: {} });
  await dial(page, server.url, "en");
  Object.assign(addresses, {
    home: server.url,
    library: `${server.url}/library`,
    call: page.url(),
    debrief: `${finished}/debrief`,
  });
  await page.close();
});

for (const [device, preset] of Object.entries(presets)) {
  test(`every page of a first visit is worth its score on a ${device}`, async ({ browserName: _ }, info) => {
    const executable = info.project.use.launchOptions?.executablePath ?? chromium.executablePath();
    const low: string[] = [];
    for (const [name, address] of Object.entries(addresses)) {
      const { scores, took } = await rate(address, executable, preset);
      console.log(`${name}, ${device}: ${scores.map((one) => one.join(" ")).join(", ")} (${took})`);
      for (const [what, score] of scores) if (score < least) low.push(`${name}: ${what} ${score}`);
    }
    expect(low).toEqual([]);
  });
}
