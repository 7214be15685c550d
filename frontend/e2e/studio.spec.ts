import { readFile } from "node:fs/promises";
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

const text = {
  zh: {
    id: "案例短名（也是文件名）",
    begin: "开始写",
    sound: "没有问题，可以拨打",
    fault: "没有借口",
    missing: '缺少 "version"',
    unsaved: "有未保存的改动，已留底在本浏览器",
    save: "保存草稿",
    saved: "已保存",
    elsewhere: "这份草稿在别处被改过",
    mine: "保留我的",
    call: "拨打这份草稿",
    remove: "删除草稿",
    surely: "确定删除",
  },
  en: {
    id: "Short name (also the file’s)",
    begin: "Start writing",
    sound: "In order: it can be called",
    fault: "there is no excuse",
    missing: '"version" is missing',
    unsaved: "Not saved yet; kept in this browser",
    save: "Save the draft",
    saved: "Saved",
    elsewhere: "This draft was changed elsewhere",
    mine: "Keep mine",
    call: "Call this draft",
    remove: "Remove the draft",
    surely: "Yes, remove it",
  },
} as const;

/** Types at the very end of the source, by keyboard alone. */
async function typeAtEnd(page: Page, words: string) {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

for (const lang of ["zh", "en"] as const) {
  const say = text[lang];
  test.describe(`the studio in ${lang}`, () => {
    test.use({ locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: lang === "zh" ? "dark" : "light" });
    // A draft not saved yet is asked for, one that somebody else saved meanwhile is refused: answers, not faults.
    test.use({ allowed: [/status of 40[49]/] });

    test("shows a fault where it is, takes the mend, keeps every word and calls the draft", async ({ page }) => {
      test.slow();
      await page.goto(`${server.url}/studio`);
      expect(await grave(page)).toEqual([]);
      await page.getByRole("button", { name: say.begin }).click(); // without a name: the field says what it wants
      await expect(page.getByLabel(say.id)).toBeFocused();
      await expect(page.getByLabel(say.id)).toHaveAttribute("aria-invalid", "true");
      await page.getByLabel(say.id).fill(`my-case-${lang}`);
      await page.getByLabel(say.id).press("Enter");
      await expect(page).toHaveURL(new RegExp(`/studio/my-case-${lang}$`));
      await expect(page.getByText(say.sound)).toBeVisible();

      // A fault, by keyboard, and the way from its message to its place.
      await page.locator(".cm-content").focus();
      await page.keyboard.press("Control+f");
      await page.keyboard.type("version: 1");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Delete");
      const found = page.getByRole("button", { name: say.missing });
      await expect(found).toBeVisible();
      await expect(page.locator(".cm-lint-marker-error").first()).toBeVisible();
      await expect(page.getByRole("button", { name: say.call })).toBeDisabled();
      expect(await grave(page)).toEqual([]);
      await found.press("Enter");
      await expect(page.locator(".cm-content")).toBeFocused();
      await page.keyboard.press("Control+z");
      await expect(page.getByText(say.sound)).toBeVisible();

      // Nothing typed is lost with the tab, saved or not.
      await typeAtEnd(page, "\n# 别忘了 first thoughts");
      await expect(page.getByText(say.unsaved)).toBeVisible();
      await page.reload();
      await expect(page.getByText(say.unsaved)).toBeVisible();
      const editor = await page.locator(".cm-content").elementHandle();
      await page.getByRole("button", { name: say.save }).click();
      await expect(page.getByText(say.saved, { exact: true })).toBeVisible();

      // Somebody else saves meanwhile: it is told, and the writer chooses.
      const address = `${server.url}/api/v1/content/drafts/my-case-${lang}`;
      const kept = await (await page.request.get(address)).json();
      expect(kept.source).toContain("first thoughts");
      const other = await page.request.put(address, {
        data: { source: `${kept.source}\n# by another`, base: kept.version },
      });
      expect(other.ok()).toBe(true);
      await typeAtEnd(page, " and more");
      await page.getByRole("button", { name: say.save }).click();
      await expect(page.getByText(say.elsewhere)).toBeVisible();
      await page.getByRole("button", { name: say.mine }).click();
      await page.getByRole("button", { name: say.save }).click();
      await expect(page.getByText(say.saved, { exact: true })).toBeVisible();
      expect((await (await page.request.get(address)).json()).source).toContain("first thoughts and more");
      // Saving did not open the editor anew: caret and what can be undone are still there.
      expect(await editor?.evaluate((one) => one.isConnected)).toBe(true);

      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole("button", { name: say.call }).click();
      await expect(page).toHaveURL(/\/calls\/ses_/);
      await expect(theirs(page)).toHaveCount(1);
      await sayAndWait(
        page,
        lang,
        lang === "zh" ? "您好，我是供货方财务。" : "Good morning, accounts at your supplier.",
      );
      await page.goto(`${server.url}/studio/my-case-${lang}`);
      await page.getByRole("button", { name: say.remove }).click();
      await page.getByRole("button", { name: say.surely }).click();
      await expect(page).toHaveURL(/\/studio$/);
    });
  });
}

test.describe("a draft nobody has saved yet", () => {
  test("is found again after leaving, is not begun anew over its words, and can be given up", async ({ page }) => {
    await page.goto(`${server.url}/studio`);
    await page.getByLabel(text.en.id).fill("half-written");
    await page.getByRole("button", { name: text.en.begin }).click();
    await expect(page.getByText(text.en.sound)).toBeVisible();
    await typeAtEnd(page, "\n# first thoughts");
    await page.getByRole("link", { name: "Studio" }).first().click();
    await page.getByLabel(text.en.id).fill("half-written");
    await expect(page.getByText("There is a draft of this name already")).toBeVisible();
    await page.getByRole("listitem").filter({ hasText: text.en.unsaved }).getByRole("link").click();
    await typeAtEnd(page, " and more");
    await expect(page.locator(".cm-content")).toContainText("first thoughts and more");

    // Its file would be refused under a name other than its id.
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+f");
    await page.keyboard.type("half-written");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.type("another");
    await expect(page.getByRole("button", { name: /“another” is not the name of this draft/ })).toBeVisible();
    await expect(page.getByRole("button", { name: text.en.call })).toBeDisabled();

    await page.getByRole("button", { name: text.en.remove }).click();
    await page.getByRole("button", { name: text.en.surely }).click();
    await expect(page.getByText("No draft has been saved yet.")).toBeVisible();
  });

  test("keeps the words of two tabs when one of them is saved", async ({ page, context }) => {
    await page.goto(`${server.url}/studio`);
    await page.getByLabel(text.en.id).fill("two-tabs");
    await page.getByRole("button", { name: text.en.begin }).click();
    await page.getByRole("button", { name: text.en.save }).click();
    await expect(page.getByText(text.en.saved, { exact: true })).toBeVisible();
    const second = await context.newPage();
    await second.goto(page.url());
    await typeAtEnd(second, "\n# of the second");
    await expect(second.getByText(text.en.unsaved)).toBeVisible();
    await typeAtEnd(page, "\n# of the first");
    await page.getByRole("button", { name: text.en.save }).click();
    await expect(page.getByText(text.en.saved, { exact: true })).toBeVisible();
    await second.reload();
    await expect(second.getByText(text.en.elsewhere)).toBeVisible();
    await second.getByRole("button", { name: text.en.mine }).click();
    await second.locator(".cm-content").focus();
    await second.keyboard.press("Control+End");
    await expect(second.locator(".cm-content")).toContainText("of the second");
    await second.close();
    await page.request.delete(
      `${server.url}/api/v1/content/drafts/two-tabs?base=${(await (await page.request.get(`${server.url}/api/v1/content/drafts/two-tabs`)).json()).version}`,
    );
  });

  test("scripted trainees play a draft, can be stopped, and the draft goes home as a file", async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${server.url}/studio`);
    await page.getByLabel(text.en.id).fill("played");
    await page.getByRole("button", { name: text.en.begin }).click();
    await expect(page.getByText(text.en.sound)).toBeVisible();
    const started = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download YAML" }).click();
    expect(await readFile(await (await started).path(), "utf8")).toContain("id: played");
    await page.getByRole("button", { name: "Start the playtest" }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await expect(page.getByText("Stopped.")).toBeVisible();
    await page.getByRole("button", { name: "Start the playtest" }).click(); // it waits for the stopped one to end
    await expect(page.getByRole("img", { name: /^Box plot/ })).toBeVisible({ timeout: 150_000 });
    expect(await grave(page)).toEqual([]);
    await page.getByRole("button", { name: "As a table" }).click();
    await expect(page.getByRole("row", { name: /^expert/ })).toBeVisible();
  });
});
