import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Server } from "./server";
import { expect, test } from "./test";

/** Pictures of what a visitor sees before anybody has called: the demo team's figures, and the tour. */
const folder = join(import.meta.dirname, "../../docs/screenshots");

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const looks = [
  { name: "zh", locale: "zh-CN", colorScheme: "light", viewport: desktop },
  { name: "en-dark", locale: "en-GB", colorScheme: "dark", viewport: desktop },
  { name: "zh-tw", locale: "zh-TW", colorScheme: "light", viewport: desktop },
  { name: "en-phone", locale: "en-GB", colorScheme: "light", viewport: phone },
] as const;

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use({ ...look, reducedMotion: "reduce" });
    test.setTimeout(180_000);

    test("the demo team and the tour", async ({ page }) => {
      await mkdir(folder, { recursive: true });
      const server = await Server.start();
      const shoot = async (what: string) => {
        await page.evaluate(() => document.fonts.ready);
        await page.mouse.move(0, 0);
        await page.screenshot({ path: join(folder, `${what}-${name}.png`), animations: "disabled" });
      };
      try {
        await page.goto(server.url);
        await page.locator("section[aria-labelledby=demo-offer] button").click();
        const team = page.locator("section[aria-labelledby=demo-team]");
        await expect(team.locator("svg").last()).toBeVisible({ timeout: 120_000 });
        await team.evaluate((element) => element.scrollIntoView({ block: "start" }));
        await shoot("demo-team");

        await page.goto(`${server.url}/tour`);
        await page.locator("main button").last().click();
        const tour = page.locator("main section[data-floats], main section:has(> [aria-live])").last();
        for (let line = 0; line < 4; line++) {
          const say = tour.getByRole("button").first();
          await expect(tour.locator("p[lang]")).toBeVisible({ timeout: 20_000 });
          if (line === 3) await shoot("tour-call");
          await say.click();
          await expect(page.locator('li[data-side="mine"]')).toHaveCount(line + 1);
        }
        await expect(page.locator('li[data-side="theirs"]:not(:has([data-growing])):not(:has(i))')).toHaveCount(5);
        await tour.getByRole("button").first().click();
        await page.locator("a[href$='/debrief']").click();
        await page.locator("form button, main button").last().click();
        await expect(page.locator("#notes")).toBeVisible();
        await page.locator("section[data-floats=true] button").first().click();
        await shoot("tour-debrief");
      } finally {
        await page.goto("about:blank"); // nothing asks the server any more
        await server.stop();
      }
    });
  });
}
