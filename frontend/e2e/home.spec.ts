import { dial, grave, hangUp, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeEach(async () => {
  server = await Server.start();
});
test.afterEach(async ({ page }) => {
  await page.close(); // before its server goes: what it would still ask for is no fault
  await server?.stop();
});
test.use({ locale: "en-GB", viewport: { width: 1280, height: 800 } });

const say = words.en;

test("whoever comes for the first time is a click away from a call", async ({ page }) => {
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await grave(page)).toEqual([]);
  await page.getByRole("button", { name: "Make the first call" }).click();
  await expect(page).toHaveURL(/\/calls\/ses_/);
  await expect(theirs(page)).toHaveCount(1);
});

test("after a call the plan says what is weak, what comes next and how the week goes", async ({ page }) => {
  await dial(page, server.url, "en");
  await sayAndWait(page, "en", said.en[0] as string);
  await sayAndWait(page, "en", "Well, whenever it suits you, no hurry at all.");
  await hangUp(page, say);
  await page.goto(server.url);
  await expect(page.getByRole("heading", { name: "What to practise today" })).toBeVisible();
  await expect(page.getByText("1 of 3 days")).toBeVisible();
  const skills = page.getByRole("region", { name: "Skills, weakest first", exact: true });
  await skills.getByRole("button").click();
  const means = (await skills.locator("tbody tr td:nth-child(2)").allInnerTexts()).map(Number);
  expect(means.length).toBeGreaterThan(3);
  expect(means).toEqual([...means].sort((a, b) => a - b));
  expect(await grave(page)).toEqual([]);
  const next = page
    .getByRole("list")
    .getByRole("button", { name: /^Call / })
    .first();
  await next.click();
  await expect(page).toHaveURL(/\/calls\/ses_/);
});
