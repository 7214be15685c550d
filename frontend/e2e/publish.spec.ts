import type { Page } from "@playwright/test";
import { grave, sayAndWait, theirs } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});
test.use({ locale: "en-GB" });

const publishing = (page: Page) => page.getByRole("region", { name: "Publish", exact: true });
const standing = (page: Page) => publishing(page).getByRole("status").first();
const start = (page: Page, name = "Publish") => publishing(page).getByRole("button", { name, exact: true });

/** Keeps a draft of the case unopened-proof under an id, with its text changed. */
async function keep(page: Page, id: string, change: (source: string) => string = (source) => source) {
  const api = `${server.url}/api/v1/content`;
  const { source } = await (await page.request.get(`${api}/cases/unopened-proof`)).json();
  const kept = await page.request.get(`${api}/drafts/${id}`);
  const base = kept.ok() ? (await kept.json()).version : "";
  const data = { source: change(source.replace("id: unopened-proof", `id: ${id}`)), base };
  expect((await page.request.put(`${api}/drafts/${id}`, { data })).ok()).toBe(true);
}

test("a trainer publishes a case, trainees find and call it, and it can be changed and withdrawn", async ({ page }) => {
  test.slow();
  await page.goto(`${server.url}/studio`);
  await page.getByLabel("Start from").selectOption("unopened-proof");
  await page.getByLabel("Short name").fill("night-print");
  await page.getByLabel("Short name").press("Enter");
  await expect(publishing(page).getByText("save the draft.")).toBeVisible();
  await expect(start(page)).toBeDisabled();
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(standing(page)).toHaveText("Not published.");

  // By keyboard: begun, stopped, begun again.
  await expect(start(page)).toBeEnabled();
  await start(page).press("Enter");
  const playing = publishing(page).getByText("Scripted trainees are playing it");
  expect((await playing.boundingBox())?.height).toBeLessThan(100);
  await publishing(page).getByRole("button", { name: "Stop publishing" }).press("Enter");
  await expect(publishing(page).getByText("Stopped; nothing was published.")).toBeVisible();
  await start(page).press("Enter"); // it waits for the stopped one to end
  await expect(standing(page)).toContainText("Edition 1 is in the library", { timeout: 150_000 });
  await expect(start(page, "Publish a new edition")).toBeDisabled();
  expect(await grave(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });

  // A trainee finds it beside the shipped case of the same title, and calls it.
  await page.goto(`${server.url}/library`);
  await expect(page.locator('a[href="/cases/night-print"]').first()).toBeVisible();
  await page.goto(`${server.url}/cases/night-print`);
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page).toHaveURL(/\/calls\/ses_/);
  await expect(theirs(page)).toHaveCount(1);
  await sayAndWait(page, "en", "Good morning, accounts at your supplier.");

  // The studio tells what is published, and that the draft moved on.
  await page.goto(`${server.url}/studio`);
  await expect(page.getByRole("listitem").filter({ hasText: "published" }).first()).toBeVisible();
  await expect(page.getByText(/night-print, edition 1,/)).toBeVisible();
  expect(await grave(page)).toEqual([]);
  await keep(page, "night-print", (source) => `${source}\n# later`);
  await page.getByRole("link", { name: "night-print" }).click();
  await expect(standing(page)).toContainText("This draft differs from it.");
  await expect(start(page, "Publish a new edition")).toBeEnabled();

  // Withdrawn only when asked twice; no gives the focus back.
  const withdraw = publishing(page).getByRole("button", { name: "Withdraw from the library" });
  await withdraw.press("Enter");
  const surely = publishing(page).getByRole("button", { name: "Yes, withdraw it" });
  await expect(surely).toBeFocused();
  await publishing(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(withdraw).toBeFocused();
  await withdraw.press("Enter");
  await surely.press("Enter");
  await expect(standing(page)).toHaveText("Not published.");
  await expect(standing(page)).toBeFocused();
  await page.goto(`${server.url}/library`);
  await expect(page.locator('a[href="/cases/unopened-proof"]').first()).toBeVisible();
  await expect(page.locator('a[href="/cases/night-print"]')).toHaveCount(0);
});

test("what keeps a draft from being published is named, with the way to it", async ({ page }) => {
  await keep(page, "half-done", (source) => source.replace('en: "Yeying Studio" }', 'en: "(To fill in)" }'));
  await page.goto(`${server.url}/studio/half-done`);
  await expect(publishing(page).getByText("1 place is still to fill in")).toBeVisible();
  await expect(start(page)).toBeDisabled();
  expect(await grave(page)).toEqual([]);
  await publishing(page).getByRole("button", { name: "line 29" }).press("Enter");
  await expect(page.locator(".cm-content")).toBeFocused();

  await keep(page, "unopened-proof");
  await page.goto(`${server.url}/studio/unopened-proof`);
  await expect(publishing(page).getByText("is a case of the content folder")).toBeVisible();
  await expect(start(page)).toBeDisabled();
});

test("a case that skill does not win stays a draft, and the page shows which bars fell", async ({ page }) => {
  test.slow();
  let offers = 96;
  await keep(page, "stone-wall", (source) => source.replace(/will: \d+/g, () => `will: ${++offers}`));
  await page.goto(`${server.url}/studio/stone-wall`);
  await start(page).click();
  await expect(publishing(page).getByRole("alert")).toHaveText(/^Not published: \d+ bars did not hold\.$/, {
    timeout: 120_000,
  });
  await expect(publishing(page).getByRole("heading", { name: "In Chinese" })).toBeVisible();
  await expect(publishing(page).getByRole("img", { name: /^Box plot/ })).toHaveCount(2);
  await expect(publishing(page).getByRole("listitem").filter({ hasText: "Experts win" }).first()).toContainText(
    "not cleared",
  );
  await expect(standing(page)).toHaveText("Not published.");
  expect(await grave(page)).toEqual([]);
});
