import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { dial, grave, hangUp, type Lang, said, sayAndWait, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

const text = {
  zh: {
    find: "查找说过的话",
    word: "发票",
    nothing: "没有符合条件的通话",
    clear: "清除筛选",
    sign: "署名",
    comment: "批注第 2 句",
    save: "保存批注",
    resolve: "标为已处理",
    resolved: "已处理",
    decide: /^改判：/,
    reason: "理由（必填）",
    keep: "保存改判",
    reviewed: /^评阅后 \d+ 分（规则 \d+ 分）$/,
    trail: "评阅记录",
    red: "红线",
    none: "没踩红线",
    broke: "踩过红线",
    filters: "筛选",
  },
  en: {
    find: "Find what was said",
    word: "invoice",
    nothing: "No call matches",
    clear: "Clear the filters",
    sign: "Sign as",
    comment: "Comment on line 2",
    save: "Save the comment",
    resolve: "Mark as resolved",
    resolved: "resolved",
    decide: /^Decide: /,
    reason: "Reason (required)",
    keep: "Save the decision",
    reviewed: /^Reviewed: \d+ \(rules \d+\)$/,
    trail: "History of the review",
    red: "Red lines",
    none: "Broke none",
    broke: "Broke any",
    filters: "Filters",
  },
} as const;

/** A call of two sentences, hung up. */
async function hold(page: Page, lang: Lang) {
  await dial(page, server.url, lang);
  for (const sentence of said[lang].slice(0, 2)) await sayAndWait(page, lang, sentence);
  await hangUp(page, words[lang]);
}

for (const lang of ["zh", "en"] as const satisfies Lang[]) {
  const say = text[lang];
  test.describe(`the review desk in ${lang}`, () => {
    test.use({ locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: lang === "zh" ? "light" : "dark" });

    test("finds a call by its words, and keeps comments and decisions beside the rules", async ({ page }) => {
      await hold(page, lang);
      await page.goto(`${server.url}/review`);
      await page.getByLabel(say.find).fill(say.word);
      await expect(page).toHaveURL(/[?]q=/);
      const mark = page.locator("mark").first();
      await expect(async () => {
        await page.reload(); // the search follows the call by a moment
        await expect(mark).toBeVisible({ timeout: 1000 });
      }).toPass({ timeout: 15_000 });
      expect((await mark.innerText()).toLowerCase()).toContain(say.word);
      expect(await grave(page)).toEqual([]);
      await page.getByLabel(say.find).fill("zzzz 没有这样的话");
      await expect(page.getByText(say.nothing)).toBeVisible();
      await page.getByRole("button", { name: say.clear }).click();
      await page.getByText(say.filters, { exact: true }).click();
      await page.getByLabel(say.red).selectOption({ label: say.broke });
      await expect(page.getByText(say.nothing)).toBeVisible();
      await page.getByLabel(say.red).selectOption({ label: say.none });
      await page.getByLabel(say.find).fill(say.word);
      await expect(mark).toBeVisible();
      expect(await grave(page)).toEqual([]);
      await mark.click();

      await expect(page).toHaveURL(/\/review\/ses_[^/]+#turn-\d+$/);
      await expect(page.locator("li[data-shown=true]")).toBeInViewport();
      await page.getByLabel(say.sign).fill("Wang");
      // From line to line by keyboard alone, to the second and on to its comment.
      await page.locator("[data-comment='0']").focus();
      await page.keyboard.press("j");
      await expect(page.getByRole("button", { name: say.comment })).toBeFocused();
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("textbox", { name: say.comment })).toBeFocused();
      await page.keyboard.type("<b>Ask who signs first</b>");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(page.getByText("<b>Ask who signs first</b>")).toBeVisible();
      await page.getByRole("button", { name: say.resolve }).click();
      await expect(page.getByText(say.resolved, { exact: true })).toBeVisible();

      const missed = page.locator("li[data-verdict=not_met]").first();
      await page.locator("details", { has: missed }).first().locator("summary").click();
      await missed.getByRole("button", { name: say.decide }).click();
      await page.getByLabel(say.reason).fill("Done in the second sentence.");
      await page.getByRole("button", { name: say.keep }).click();
      await expect(page.getByText(say.reviewed)).toBeVisible();
      await expect(page.locator("[class*=trail] li")).toHaveCount(3);
      expect(await grave(page)).toEqual([]);
      await page.reload();
      await expect(page.getByText(say.reviewed)).toBeVisible();
      await expect(page.getByText("Done in the second sentence.")).toBeVisible();
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  });
}

test("what the desk shows can be taken away as a file that no spreadsheet reads as formulas", async ({ page }) => {
  await hold(page, "en");
  await page.goto(`${server.url}/review`);
  const first = page.locator("a[href^='/review/ses_']").first();
  const id = ((await first.getAttribute("href")) as string).slice("/review/".length);
  for (const data of [{ text: "=cmd()" }, { text: "=1+1", turn: 0 }]) {
    const kept = await page.request.post(`${server.url}/api/v1/sessions/${id}/comments`, { data });
    expect(kept.status()).toBe(201);
  }
  const fetched = async (name: string) => {
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name, exact: true }).click();
    return readFile(await (await started).path(), "utf8");
  };
  const csv = await fetched("CSV");
  expect(csv.startsWith("\uFEFFsession,started,")).toBe(true);
  expect(csv).toContain(id);
  expect(csv).toContain(`,"'=cmd()\nturn 1: =1+1",`);
  const calls = (await fetched("JSON Lines"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const mine = calls.find((call) => call.session.id === id);
  expect(mine.review.comments.map((one: { text: string }) => one.text)).toEqual(["=cmd()", "=1+1"]);
  expect(mine.turns.length).toBeGreaterThan(3);
});
