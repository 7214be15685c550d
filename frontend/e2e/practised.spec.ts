import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { dial, grave, hangUp, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});
test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

const say = words.en;

/** The first case as the library tells of it in a language. */
async function firstCase(lang: "en" | "zh") {
  const body = await (await fetch(`${server.url}/api/v1/scenarios?lang=${lang}`)).json();
  return body.scenarios[0] as { id: string; title: string };
}

/** Hangs up, and leaves the sheet before the debrief unfilled. */
async function toDebrief(page: Page) {
  await hangUp(page, say);
  await page.getByRole("link", { name: say.debrief }).click();
  await page.getByRole("button", { name: say.skip }).click();
  await expect(page.locator("#transcript")).toBeVisible();
}

test("a call with help, held in Chinese, is told on an English page as what it was", async ({ page }) => {
  const [english, chinese] = await Promise.all([firstCase("en"), firstCase("zh")]);
  expect(english.title).not.toBe(chinese.title);
  await page.goto(`${server.url}/library`);
  await expect(page.getByText("Not called yet", { exact: true }).first()).toBeVisible();
  const file = await (await fetch(`${server.url}/api/v1/scenarios/${english.id}?lang=en`)).json();
  const document = file.desk[0].name as string;
  await dial(page, server.url, "zh");
  await sayAndWait(page, "en", said.zh[0] as string, say);
  await page.getByRole("button", { name: say.hint }).first().click();
  await expect(page.locator("li[class*=hint]")).toHaveCount(1);
  await page.getByRole("radio", { name: say.desk }).check({ force: true });
  await page
    .getByRole("button", { name: /^Do it now: / })
    .first()
    .click();
  await expect(theirs(page)).toHaveCount(3);
  await sayAndWait(page, "en", said.zh[1] as string, say);
  await toDebrief(page);

  // What was done stands between the turns it was done between.
  const lines = page.locator("#transcript ol > li");
  await expect(lines.nth(3)).toHaveText(`Done on the case desk: ${document}`);
  await expect(page.locator("#transcript [data-action]")).toHaveCount(1);
  await expect(lines.nth(2)).toHaveId("turn-2");
  await expect(lines.nth(4)).toHaveId("turn-3");
  expect(await grave(page)).toEqual([]);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Markdown" }).click(),
  ]);
  expect(await readFile(await saved.path(), "utf8")).toContain(`*Done on the case desk: ${document}*`);

  // The title is the reader's, and the call says that it was held in Chinese.
  const id = /ses_\w+/.exec(page.url())?.[0] as string;
  await expect(page.locator("article header").getByText(english.title)).toBeVisible();
  for (const path of ["/calls", "/review"]) {
    await page.goto(server.url + path);
    const row = page.locator("main li", { hasText: english.title });
    await expect(row).toContainText("in Chinese");
    await expect(page.getByText(chinese.title)).toHaveCount(0);
  }
  await page.goto(`${server.url}/review/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english.title);
  await expect(page.locator("[data-action]")).toHaveText([`Done on the case desk: ${document}`]);
  await page.locator("#turn-2 [data-comment]").focus();
  await page.keyboard.press("j"); // leads past what was done to the next line
  await expect(page.locator("#turn-3 [data-comment]")).toBeFocused();

  // The case is no longer one that was not called.
  await page.goto(`${server.url}/library`);
  const card = page.locator("main li", { has: page.locator(`a[href="/cases/${english.id}"]`) });
  await expect(card.getByRole("link", { name: "Practised with help: 1 call" })).toHaveAttribute(
    "href",
    `/calls/${id}/debrief`,
  );
  await expect(card).not.toContainText("Not called yet");
});
