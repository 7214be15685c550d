import type { Page } from "@playwright/test";
import { dial, grave, hangUp, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
/** Calls that the sweep looks at: one rated, one whose debtor is still to be judged, one under way. */
const calls = { rated: "", asked: "", live: "" };

test.beforeAll(async ({ browser }) => {
  server = await Server.start();
  const page = await browser.newPage({ locale: "en-GB" });
  const say = words.en;
  const talk = async (...sentences: string[]) => {
    await dial(page, server.url, "en");
    for (const sentence of sentences) await sayAndWait(page, "en", sentence);
    return page.url().split("/").at(-1) as string;
  };
  calls.asked = await talk(said.en[0] as string);
  await hangUp(page, say);
  calls.rated = await talk(said.en[0] as string, "Pay today or I will tell your whole street that you are a crook.");
  await hangUp(page, say);
  await page.getByRole("link", { name: say.debrief }).click();
  await page.getByRole("button", { name: say.diagnose }).click();
  await expect(page.locator("#diagnosis")).toBeVisible();
  calls.live = await talk(said.en[1] as string);
  await page.close();
});
test.afterAll(async () => {
  await server?.stop();
});

/** Every page of the product, and what is there once it has arrived. */
const pages: { path: () => string; arrived?: string }[] = [
  { path: () => "/" },
  { path: () => "/library", arrived: "li h2" },
  { path: () => "/cases/old-friend-hotpot", arrived: "main dl" },
  { path: () => "/calls", arrived: "main li" },
  { path: () => `/calls/${calls.live}`, arrived: "li[data-side=theirs]" },
  { path: () => `/calls/${calls.asked}/debrief`, arrived: "form select" },
  { path: () => `/calls/${calls.rated}/debrief`, arrived: "#criteria details" },
  { path: () => "/review", arrived: "a[href^='/review/ses_']" },
  { path: () => `/review/${calls.rated}`, arrived: "main details" },
  { path: () => "/studio", arrived: "main form" },
  { path: () => "/studio/late-freight", arrived: "[data-sound=true]" },
  { path: () => "/models" },
  { path: () => "/tour" },
  { path: () => "/nowhere" },
];

for (const { lang, locale } of [
  { lang: "zh-CN", locale: "zh-CN" },
  { lang: "zh-Hant-TW", locale: "zh-TW" },
  { lang: "en", locale: "en-GB" },
]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale, colorScheme: "light", reducedMotion: "reduce" });
    test.slow();

    test("every page is free of serious findings in both themes, and of sideways scrolling", async ({ page }) => {
      await startDraft(page);
      const found: string[] = [];
      for (const { path, arrived } of pages) {
        await page.setViewportSize({ width: 1280, height: 800 });
        await walk(page, path());
        await expect(page.locator(arrived ?? "main h1, main h2").first(), path()).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
          const only = colorScheme === "dark" ? "color-contrast" : undefined; // nothing else changes with the theme
          for (const finding of await grave(page, only)) found.push(`${path()} ${colorScheme}: ${finding}`);
        }
        await page.setViewportSize({ width: 320, height: 640 });
        const width = () => page.evaluate(() => document.documentElement.scrollWidth);
        await expect // charts take their new width a moment after the window has it
          .poll(width, { timeout: 3_000 })
          .toBeLessThanOrEqual(320)
          .catch(async () => found.push(`${path()} is ${await width()} pixels wide on a screen of 320`));
        await page.emulateMedia({ colorScheme: "light" });
      }
      expect(found).toEqual([]);
    });
  });
}

/** Goes to a page as a link does, without loading everything anew. */
async function walk(page: Page, path: string) {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.scrollTo(0, 0);
  }, path);
}

/** A draft of a case, kept in this browser. */
async function startDraft(page: Page) {
  await page.goto(`${server.url}/studio`);
  await page.locator("main form input").fill("late-freight");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-sound=true]")).toBeVisible();
}

test.describe("by keyboard", () => {
  test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
  const say = words.en;

  test("a call is made, held, taken back and ended", async ({ page }) => {
    await page.goto(`${server.url}/cases/old-friend-hotpot`);
    await page.getByRole("button", { name: say.call, exact: true }).focus();
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

  test("the focus goes along from page to page and from the judgement to the debrief", async ({ page }) => {
    const here = () => page.evaluate(() => document.activeElement?.closest("main")?.id);
    await page.goto(`${server.url}/calls`);
    await page.locator(`a[href="/calls/${calls.asked}/debrief"]`).press("Enter");
    await expect(page.getByRole("button", { name: say.skip })).toBeVisible();
    expect(await here()).toBe("main");
    await page.getByRole("button", { name: say.skip }).press("Enter");
    await expect(page.locator("#criteria")).toBeVisible();
    expect(await here()).toBe("main");
    await page.getByRole("link", { name: "Studio" }).press("Enter");
    await expect(page.getByLabel("Short name")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Start from")).toBeFocused();
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

  test("are folded away on a phone, where those that are set can be taken off one by one", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${server.url}/library?level=3&lang=zh`);
    const cases = page.locator("main li:has(h2)");
    await expect(cases.first()).toBeInViewport();
    await expect(page.getByLabel("Difficulty", { exact: true })).toBeHidden();
    const hard = await cases.count();
    await page.getByRole("button", { name: /^Take off the filter Difficulty/ }).click();
    await expect(page).toHaveURL(/\?lang=zh$/);
    expect(await cases.count()).toBeGreaterThan(hard);
    await page.getByRole("button", { name: "Filters (1)" }).click();
    await page.getByLabel("Difficulty", { exact: true }).selectOption("1");
    await expect(page.getByRole("button", { name: "Filters (2)" })).toBeVisible();
  });
});
