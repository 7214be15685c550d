import { dial, hangUp, mine, said, sayAndWait, theirs, words } from "./call";
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

test("a document sent from the desk is noted, answered, and cannot be sent twice", async ({ page }) => {
  await dial(page, server.url, "en");
  await page.getByRole("radio", { name: say.desk }).check({ force: true });
  const send = page.getByRole("button", { name: /^Do it now: / }).first();
  await send.click();
  await expect(page.getByText(/^You did: /)).toBeVisible();
  await expect(theirs(page)).toHaveCount(2);
  await expect(send).toBeDisabled();
  await expect(send).toHaveText("Done");
});

test("somebody else can be asked for, by keyboard alone", async ({ page }) => {
  await dial(page, server.url, "en");
  await page.getByRole("button", { name: "Ask for someone" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^You asked for /)).toBeVisible();
  await expect(theirs(page)).toHaveCount(2);
});

test("practice has three rungs of hints and a pause; the keys work while typing", async ({ page }) => {
  await dial(page, server.url, "en");
  await page.getByLabel(say.field).focus();
  for (const head of ["Hint 1 · the principle", "Hint 2 · an angle", "Hint 3 · a line to say"]) {
    await page.keyboard.press("Alt+h");
    await expect(page.getByText(head)).toBeVisible();
  }
  await page.keyboard.press("Alt+p");
  await expect(page.getByRole("button", { name: say.resume, exact: true })).toBeVisible();
  await expect(page.getByLabel(say.field)).toBeFocused();
  await page.getByRole("button", { name: say.resume, exact: true }).click();
  await sayAndWait(page, "en", said.en[0] as string);
  await expect(page.getByText("The situation")).toBeVisible();
  await page.keyboard.press("Alt+b");
  await expect(page.getByText("The situation")).toHaveCount(0);
});

test("an exam has neither", async ({ page }) => {
  await page.goto(`${server.url}/library`);
  await page.getByRole("radio", { name: "Exam" }).check({ force: true });
  await dial(page, server.url, "en");
  await expect(page.getByRole("button", { name: say.hangUp, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: say.pause, exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: say.hint, exact: true })).toHaveCount(0);
  await page.goto(`${server.url}/library`);
  await page.getByRole("radio", { name: "Practice" }).check({ force: true });
});

test("the debtor stops when cut short, and what was heard stays", async ({ page }) => {
  await dial(page, server.url, "en");
  await page.getByLabel(say.field).fill(said.en[1] as string);
  // The key is pressed by the page itself as soon as the first words grow: a person's speed does not matter.
  await page.evaluate(() => {
    const watcher = new MutationObserver(() => {
      if (!document.querySelector("[data-growing]")) return;
      watcher.disconnect();
      window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    });
    watcher.observe(document.body, { subtree: true, childList: true });
  });
  await page.keyboard.press("Enter");
  await expect(page.getByText("(cut short)")).toBeVisible();
  await expect(page.locator("[data-growing]")).toHaveCount(0);
  await sayAndWait(page, "en", said.en[2] as string);
});

test("a finished call can be taken up again from any answer of the debtor's, and both ways are compared", async ({
  page,
}) => {
  await dial(page, server.url, "en");
  await sayAndWait(page, "en", said.en[0] as string);
  await sayAndWait(page, "en", said.en[1] as string);
  await hangUp(page, say);
  await page.getByRole("link", { name: say.debrief }).click();
  await page.getByRole("button", { name: say.skip }).click();
  const finished = page.url();
  await page.getByRole("button", { name: "Try again from line 3 on" }).click();
  await expect(page).toHaveURL(/\/calls\/ses_[^/]+$/);
  expect(finished).not.toContain(page.url());
  await expect(mine(page)).toHaveCount(1);
  await expect(theirs(page)).toHaveCount(2);
  await sayAndWait(page, "en", said.en[2] as string);
  await hangUp(page, say);
  await page.getByRole("link", { name: say.debrief }).click();
  await page.getByRole("button", { name: say.skip }).click();
  const ways = page.locator("#branches");
  await expect(ways.getByRole("columnheader")).toHaveCount(2);
  await expect(ways.locator("[aria-current=page]")).toHaveText("This one");
  await expect(ways.getByRole("row", { name: /^Lines 5 5$/ })).toBeVisible();
  await ways.getByRole("columnheader").getByRole("link").click();
  await expect(page).toHaveURL(finished);
});

test("a better line is shown with its proof and can be tried from where it belongs", async ({ page }) => {
  await dial(page, server.url, "en");
  await sayAndWait(page, "en", said.en[0] as string);
  await sayAndWait(page, "en", "All right, whenever it suits you then. No rush at all.");
  await hangUp(page, say);
  await page.getByRole("link", { name: say.debrief }).click();
  await page.getByRole("button", { name: say.skip }).click();
  const card = page.locator("#notes li", { has: page.getByRole("button", { name: "Try this line" }) }).first();
  await expect(card).toContainText(/in \d of 5/);
  const line = await card.locator("[class*=line]").innerText();
  await card.getByRole("button", { name: "Try this line" }).click();
  await expect(page).toHaveURL(/\/calls\/ses_[^/]+$/);
  await expect(page.getByLabel(say.field)).toHaveValue(line);
});

test("only the finished utterance is announced, once", async ({ page }) => {
  await dial(page, server.url, "en");
  await sayAndWait(page, "en", said.en[0] as string);
  const log = page.getByRole("log");
  const spoken = theirs(page).last().locator("[class*=bubble]");
  const announced = (await log.locator("p").last().textContent()) ?? "";
  expect(announced.length).toBeGreaterThan(0);
  await expect(spoken).toContainText(announced);
  await expect(page.locator("[data-growing] [aria-live], [aria-live] [data-growing]")).toHaveCount(0);
});
