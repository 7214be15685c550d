import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { dial, hangUp, type Lang, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

/** Pictures of every screen, for the README and for whoever wants to look at all of them: `make screenshots`. */
const folder = join(import.meta.dirname, "../../docs/screenshots");
let server: Server;
test.beforeEach(async () => {
  await mkdir(folder, { recursive: true });
  server = await Server.start();
});
test.afterEach(async () => {
  await server?.stop();
});

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
/** `only` keeps some of the screens, where the others look as in the rows beside it. */
const looks: {
  name: string;
  lang: Lang;
  locale: string;
  colorScheme: "light" | "dark";
  viewport: typeof desktop;
  only?: string[];
}[] = [
  { name: "zh", lang: "zh", locale: "zh-CN", colorScheme: "light", viewport: desktop },
  {
    name: "en",
    lang: "en",
    locale: "en-GB",
    colorScheme: "light",
    viewport: desktop,
    only: ["call", "debrief", "today"],
  },
  { name: "en-dark", lang: "en", locale: "en-GB", colorScheme: "dark", viewport: desktop },
  { name: "zh-phone", lang: "zh", locale: "zh-CN", colorScheme: "light", viewport: phone },
  { name: "en-phone-dark", lang: "en", locale: "en-GB", colorScheme: "dark", viewport: phone },
  {
    name: "zh-tw",
    lang: "zh",
    locale: "zh-TW",
    colorScheme: "light",
    viewport: desktop,
    only: ["today", "library", "call", "debrief", "review-call", "studio"],
  },
];

for (const { name, lang, locale, colorScheme, viewport, only } of looks) {
  const say = words[locale === "zh-TW" ? "tw" : lang];
  const small = viewport === phone;

  test.describe(name, () => {
    test.use({ locale, colorScheme, viewport, reducedMotion: "reduce" });
    test.setTimeout(240_000);

    test("every screen", async ({ page }) => {
      const shoot = async (what: string, part?: string) => {
        if (only && !only.includes(what)) return;
        if (part) await page.locator(part).evaluate((element) => element.scrollIntoView({ block: "start" }));
        await page.evaluate(() => document.fonts.ready);
        await page.mouse.move(0, 0);
        await page.screenshot({ path: join(folder, `${what}-${name}.png`), animations: "disabled" });
      };
      const open = async (path: string) => {
        await page.goto(server.url + path);
        await expect(page.locator("main h1")).toBeVisible();
        await expect(page.getByRole("status").filter({ hasText: say.loading })).toHaveCount(0);
      };

      await open("/");
      await shoot("first-visit");
      await open("/library");
      await expect(page.locator("li h2").first()).toBeVisible();
      await shoot("library");
      await page.locator("li h2 a").first().click();
      await expect(page.getByRole("button", { name: say.call, exact: true })).toBeVisible();
      await shoot("case");

      await dial(page, server.url, lang);
      const [first, second, third, fourth, ...rest] = said[lang] as [string, string, string, string];
      for (const text of [first, second, third]) await sayAndWait(page, lang, text, say);
      await page.getByRole("button", { name: say.hint, exact: true }).click();
      await expect(page.locator("[class*=hint]").first()).toBeVisible();
      await page.getByLabel(say.field).fill(fourth);
      await shoot("call");
      if (small) {
        await page.getByRole("button", { name: say.sheet, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
      }
      await page.getByRole("radio", { name: say.desk }).check({ force: true });
      await shoot("desk");
      if (small) await page.keyboard.press("Escape");
      await page.getByLabel(say.field).focus();
      await page.keyboard.press("Enter");
      await expect(theirs(page)).toHaveCount(5);
      for (const text of rest) {
        if (await page.getByRole("link", { name: say.debrief }).isVisible()) break;
        await sayAndWait(page, lang, text, say);
      }
      await hangUp(page, say);
      await shoot("ended");
      const session = page.url().split("/").at(-1) as string;
      await page.getByRole("link", { name: say.debrief }).click();
      await page.getByLabel(say.reason).selectOption({ index: 4 });
      await shoot("diagnosis");
      await page.getByRole("button", { name: say.diagnose }).click();
      await expect(page.locator("#transcript")).toBeVisible();

      // A second way the call could have gone, for the comparison.
      await page.locator("#transcript").getByRole("button").first().click();
      await expect(page).toHaveURL(/\/calls\/ses_[^/]+$/);
      await expect(theirs(page)).toHaveCount(1);
      await sayAndWait(page, lang, third, say);
      await sayAndWait(page, lang, fourth, say);
      await hangUp(page, say);

      await page.goto(`${server.url}/calls/${session}/debrief`);
      await expect(page.locator("#branches")).toBeVisible();
      await expect(page.locator("#notes")).toBeVisible();
      await shoot("debrief");
      const parts = ["notes", "ladder", "after", "mind", "diagnosis", "truth", "criteria", "branches", "transcript"];
      for (const part of parts) await shoot(`debrief-${part}`, `#${part}`);
      await paper(page, name, session);

      await open("/");
      await shoot("today");
      await open("/calls");
      await shoot("calls");
      await open("/review");
      await expect(page.locator("a[href^='/review/ses_']").first()).toBeVisible();
      await shoot("review");
      await open(`/review/${session}`);
      await page.locator("article details summary").first().click();
      await shoot("review-call");
      await open("/models");
      await shoot("models");

      await open("/studio");
      await shoot("studio");
      const draft = `late-freight-${name}`;
      await page.locator("input").last().fill(draft);
      await page.keyboard.press("Enter");
      await expect(page.locator(".cm-content")).toBeVisible();
      await expect(page.locator("[data-sound=true]")).toBeVisible();
      await shoot("studio-draft");
      await page.getByRole("region", { name: say.playtest }).getByRole("button").last().click();
      await expect(page.getByRole("img").last()).toBeVisible({ timeout: 120_000 });
      await shoot("studio-playtest", "section:has(> #playtest)");
    });
  });
}

/** The debrief as it is printed: the first sheets of it. */
async function paper(page: Page, name: string, session: string) {
  if (name !== "zh" && name !== "en") return;
  await page.goto(`${server.url}/calls/${session}/debrief`);
  await expect(page.locator("#transcript")).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await page.setViewportSize({ width: 794, height: 1123 }); // A4 at 96 dots per inch
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `debrief-paper-${name}.png`), animations: "disabled" });
  await page.emulateMedia({ media: null, colorScheme: "light" });
  await page.setViewportSize(desktop);
}
