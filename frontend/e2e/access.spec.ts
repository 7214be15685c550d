import { dial, grave, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

/** Every page that can be opened without a call of one's own. */
const pages = ["/", "/library", "/cases/old-friend-hotpot", "/calls", "/review", "/models", "/tour", "/nowhere"];

for (const { lang, locale } of [
  { lang: "zh-CN", locale: "zh-CN" },
  { lang: "zh-Hant-TW", locale: "zh-TW" },
  { lang: "en", locale: "en-GB" },
]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`in ${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test("every page is free of serious findings, of faults and of sideways scrolling", async ({ page }) => {
        for (const path of pages) {
          await page.setViewportSize({ width: 1280, height: 800 });
          await page.goto(server.url + path);
          await expect(page.locator("main").getByRole("heading").first(), path).toBeVisible();
          await expect(page.locator("html")).toHaveAttribute("lang", lang);
          expect(await grave(page), path).toEqual([]);
          await page.setViewportSize({ width: 320, height: 640 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
        }
      });
    });
  }
}

test.describe("by keyboard", () => {
  test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const say = words.en;

  test("a call is made, held, taken back and ended", async ({ page }) => {
    await page.goto(server.url);
    await page.getByRole("button", { name: "Make the first call" }).focus();
    await page.keyboard.press("Enter");
    await expect(theirs(page)).toHaveCount(1);
    const field = page.getByLabel(say.field);
    await field.focus();
    await page.keyboard.type("Good morning, this is accounts at your supplier about the overdue invoices.");
    await page.keyboard.press("Enter");
    await expect(theirs(page)).toHaveCount(2);
    const first = page.url();
    await page.keyboard.press("Alt+r");
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(first);
    await expect(page.getByLabel(say.field)).toHaveValue(/^Good morning/);
    await expect(theirs(page)).toHaveCount(1);
    await page.getByRole("button", { name: say.hangUp, exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: say.hangUp, exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: say.debrief }).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/debrief$/);
  });

  test("a letter can be changed for good, and single letters can be switched off", async ({ page }) => {
    await dial(page, server.url, "en");
    await page.getByRole("button", { name: "Keys", exact: true }).click();
    await page.getByLabel("Letter for: ask for a hint").fill("y");
    await page.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(theirs(page)).toHaveCount(1);
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("y");
    await page.keyboard.press("Alt+h");
    await expect(page.getByText("Hint 1 · the principle")).toHaveCount(0);
    await page.keyboard.press("Alt+y");
    await expect(page.getByText("Hint 1 · the principle")).toBeVisible();
  });
});

test.describe("the library's filters", () => {
  test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

  test("narrow the cases, stand in the address and can be cleared", async ({ page }) => {
    await page.goto(`${server.url}/library`);
    const cases = page.locator("main li:has(h2)");
    await expect(cases.first()).toBeVisible();
    const all = await cases.count();
    await page.getByLabel("Difficulty").selectOption("3");
    await expect(page).toHaveURL(/level=3/);
    const hard = await cases.count();
    expect(hard).toBeGreaterThan(0);
    expect(hard).toBeLessThan(all);
    await page.reload();
    await expect(cases).toHaveCount(hard);
    await page.getByLabel("Own result").selectOption("passed");
    await expect(page.getByText("No case fits")).toBeVisible();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect(cases).toHaveCount(all);
  });
});
