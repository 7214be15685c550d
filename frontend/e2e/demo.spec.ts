import type { Page } from "@playwright/test";
import { grave, mine, theirs } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

/** How many calls the page's own figures rest on. */
const counted = async () => (await (await fetch(`${server.url}/api/v1/practice`)).json()).attempts as number;

test.describe("the demo team", () => {
  test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

  test("fills the pages under its label, counts for nobody and is gone with a click", async ({ page }) => {
    test.setTimeout(180_000); // sixty calls are held meanwhile
    await page.goto(server.url);
    await page.getByRole("button", { name: "Bring in the demo team" }).click();
    const team = page.getByRole("region", { name: "The demo team’s six weeks" });
    await expect(team).toBeVisible({ timeout: 120_000 });
    await expect(team.getByText("Demo data", { exact: true })).toBeVisible();
    await expect(team.getByRole("region", { name: "Learning curve" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Make the first call" })).toBeVisible();
    expect(await counted()).toBe(0);
    expect(await grave(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1280, height: 800 });
    await team.getByText("Harry Lind").click();
    await expect(team.getByRole("radio", { name: "Harry Lind" })).toBeChecked();

    await page.getByRole("link", { name: "My calls" }).click();
    await expect(page.getByText("No calls yet")).toBeVisible();
    await page.getByText("Demo team", { exact: true }).click();
    const rows = page.locator("main li");
    await expect(rows).toHaveCount(50);
    await expect(page.getByText(/^Demo data · /)).toHaveCount(50);

    await page.goto(`${server.url}/review`);
    await page.getByText("Filters").click();
    await page.getByLabel("Trainee").selectOption("Demo data · Lena Field");
    await expect(page).toHaveURL(/trainee=Lena/);
    await expect(page.locator("main ul > li").getByText("Demo data · Lena Field")).toHaveCount(20);
    await page.locator("main ul > li a").first().click();
    await expect(page).toHaveURL(/\/review\/ses_/);
    await expect(page.locator("article").getByText("Demo data · Lena Field")).toBeVisible();
    await page.getByRole("link", { name: "Open the debrief" }).click();
    await expect(page.locator("#transcript")).toBeVisible();
    await expect(page.locator("article").getByText("Demo data · Lena Field")).toBeVisible();

    await page.goto(server.url);
    await page.getByRole("button", { name: "Remove demo data" }).click();
    await expect(page.getByText("Demo data removed: 60 calls.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Bring in the demo team" })).toBeVisible();
    await page.goto(`${server.url}/review`);
    await expect(page.locator("main ul > li")).toHaveCount(0);
  });
});

async function enter(page: Page, name: string) {
  const button = page.getByRole("button", { name, exact: true });
  await expect(button).toBeEnabled({ timeout: 20_000 });
  await button.focus();
  await page.keyboard.press("Enter");
}

test.describe("the tour", () => {
  test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

  test("leads by keyboard from the brief to the debrief of a real call, and counts for nothing", async ({ page }) => {
    await page.goto(server.url);
    await page.getByRole("contentinfo").getByRole("link", { name: "Take the tour" }).focus();
    await page.keyboard.press("Enter");
    const tour = page.getByRole("region", { name: "Guided tour" });
    await expect(tour.getByText("Step 1 of 11")).toBeVisible();
    await enter(page, "Make this call");
    for (const step of [2, 3, 4, 5]) {
      await expect(tour.getByText(`Step ${step} of 11`)).toBeVisible({ timeout: 20_000 });
      await enter(page, "Say this line");
      await expect(mine(page)).toHaveCount(step - 1);
    }
    await expect(tour.getByRole("heading", { name: "They are off the hook" })).toBeVisible({ timeout: 20_000 });
    expect(await grave(page)).toEqual([]);
    const call = page.url();
    await page.reload(); // where the tour is, the call knows
    await expect(tour.getByText("Step 6 of 11")).toBeVisible();
    await tour.getByRole("button", { name: "Hang up" }).click();
    await page.getByRole("link", { name: "See the debrief" }).click();
    await expect(tour.getByText("Step 7 of 11")).toBeVisible();
    await page.getByRole("button", { name: "Skip to the debrief" }).click();
    await expect(tour.getByText("Step 8 of 11")).toBeVisible();
    expect(await grave(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 }); // a phone, where the panel leaves two thirds of the screen
    await enter(page, "Next");
    const lost = page.locator("#notes-stop").getByText("no rush then");
    await expect
      .poll(async () => {
        const [line, panel] = [await lost.boundingBox(), await tour.boundingBox()];
        return line !== null && panel !== null && line.y > 0 && line.y + line.height < panel.y;
      })
      .toBe(true);
    await page.setViewportSize({ width: 1280, height: 800 });
    await enter(page, "Next");
    await expect(page.locator("#mind")).toBeInViewport();
    await enter(page, "Next");
    await enter(page, "Back to that moment");
    await expect(page).not.toHaveURL(call);
    await expect(mine(page)).toHaveCount(3);
    await expect(tour).toHaveCount(0);
    await expect(page.getByText("Tour · does not count")).toBeVisible();
    expect(await counted()).toBe(0);
  });

  for (const { locale, start, say, said, skip } of [
    { locale: "zh-CN", start: "拨打这通电话", say: "说这一句", said: "已经过了九天", skip: "跳过导览" },
    { locale: "zh-TW", start: "撥打這通電話", say: "說這一句", said: "已經過了九天", skip: "略過導覽" },
  ]) {
    test.describe(locale, () => {
      test.use({ locale });

      test("speaks the reader's language and can be left", async ({ page }) => {
        await page.goto(`${server.url}/tour`);
        await page.getByRole("button", { name: start }).click();
        await page.getByRole("button", { name: say }).click({ timeout: 20_000 });
        await expect(mine(page).first()).toContainText(said);
        await expect(theirs(page)).toHaveCount(2, { timeout: 20_000 });
        await page.getByRole("button", { name: skip }).click();
        await expect(page).toHaveURL(`${server.url}/`);
      });
    });
  }
});
