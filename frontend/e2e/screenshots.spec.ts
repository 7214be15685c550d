import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { dial, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";

/** Pictures for the README; `npm run screenshots` takes them, the tests do not. */
test.skip(process.env.SCREENSHOTS === undefined, "taken by npm run screenshots");

const folder = join(import.meta.dirname, "../../docs/screenshots");
let server: Server;
test.beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

async function shoot(page: Page, name: string) {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

for (const { lang, scheme, width, height, name } of [
  { lang: "zh", scheme: "light", width: 1280, height: 800, name: "zh" },
  { lang: "en", scheme: "light", width: 1280, height: 800, name: "en" },
  { lang: "en", scheme: "dark", width: 1280, height: 800, name: "en-dark" },
  { lang: "zh", scheme: "light", width: 390, height: 844, name: "zh-phone" },
] as const) {
  test.describe(name, () => {
    test.use({ locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: scheme, viewport: { width, height } });

    test("library, call and debrief", async ({ page }) => {
      const say = words[lang];
      for (const [path, what] of [
        ["/", "today"],
        ["/models", "models"],
      ] as const) {
        await page.goto(server.url + path);
        await expect(page.locator("main h1")).toBeVisible();
        await shoot(page, `${what}-${name}`);
      }
      await page.goto(`${server.url}/library`);
      await expect(page.locator("li h2").first()).toBeVisible();
      await shoot(page, `library-${name}`);
      await dial(page, server.url, lang);
      for (const text of said[lang].slice(0, 3)) await sayAndWait(page, lang, text);
      await page.getByRole("button", { name: say.hint, exact: true }).click();
      await expect(page.locator("[class*=hint]").first()).toBeVisible();
      await page.getByLabel(say.field).fill(said[lang][3] as string);
      await shoot(page, `call-${name}`);
      await page.keyboard.press("Enter");
      await expect(theirs(page)).toHaveCount(5);
      for (const text of said[lang].slice(4)) {
        if (!(await page.getByRole("link", { name: say.debrief }).isVisible())) await sayAndWait(page, lang, text);
      }
      if (!(await page.getByRole("link", { name: say.debrief }).isVisible())) {
        await page.getByRole("button", { name: say.hangUp, exact: true }).click();
        await page.getByRole("dialog").getByRole("button", { name: say.hangUp, exact: true }).click();
      }
      await page.getByRole("link", { name: say.debrief }).click();
      await page.getByLabel(say.reason).selectOption({ index: 4 });
      await shoot(page, `diagnosis-${name}`);
      await page.getByRole("button", { name: say.diagnose }).click();
      await expect(page.locator("#transcript")).toBeVisible();
      await shoot(page, `debrief-${name}`);
      await page.locator("#mind").evaluate((element) => element.scrollIntoView());
      await shoot(page, `mind-${name}`);
    });
  });
}
