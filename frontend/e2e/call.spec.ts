import type { Page } from "@playwright/test";
import { imeRecordings } from "../src/lib/ime-recordings";
import { dial, grave, type Lang, mine, said, sayAndWait, theirs, words } from "./call";
import { Server } from "./server";
import { expect, test } from "./test";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(async () => {
  await server?.stop();
});

for (const lang of ["zh", "en"] as const satisfies Lang[]) {
  const say = words[lang];
  test.describe(`a call in ${lang}`, () => {
    test.use({ locale: lang === "zh" ? "zh-CN" : "en-GB", colorScheme: lang === "zh" ? "light" : "dark" });

    test("is played to its end and its debrief quotes the trainee's own sentences", async ({ page }) => {
      await dial(page, server.url, lang);
      for (const [index, text] of said[lang].entries()) {
        if (await page.getByRole("link", { name: say.debrief }).isVisible()) break;
        await sayAndWait(page, lang, text);
        if (index === 1) expect(await grave(page)).toEqual([]);
      }
      if (!(await page.getByRole("link", { name: say.debrief }).isVisible())) {
        await page.getByRole("button", { name: say.hangUp, exact: true }).click();
        await page.getByRole("dialog").getByRole("button", { name: say.hangUp, exact: true }).click();
      }
      const sentences = await mine(page).locator("[class*=bubble]").allInnerTexts();
      await page.getByRole("link", { name: say.debrief }).click();

      await expect(page).toHaveURL(/\/debrief$/);
      await expect(page.locator("#criteria")).toHaveCount(0); // nothing is shown before the trainee has had a say
      await page.getByLabel(say.reason).selectOption({ index: 3 });
      expect(await grave(page)).toEqual([]);
      await page.getByRole("button", { name: say.diagnose }).click();
      await expect(page.locator("#diagnosis li").first()).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const criteria = page.locator("#criteria");
      await criteria.getByRole("button", { name: say.openAll }).click();
      await expect(criteria.locator("details[open]")).toHaveCount(12);
      const quotes = await criteria.locator("blockquote q").allInnerTexts();
      expect(quotes.length).toBeGreaterThan(3);
      const spoken = sentences.join("\n");
      expect(
        quotes.filter((quote) => spoken.includes(quote.replace(/^[“"]|[”"]$/g, "").trim())).length,
      ).toBeGreaterThan(3);

      const names = criteria.locator("summary [lang]");
      const told = page.getByRole("group", { name: say.told });
      await told.getByLabel(lang === "zh" ? "English" : "中文").check({ force: true });
      await expect.poll(async () => /\p{Script=Han}/u.test((await names.allInnerTexts()).join())).toBe(lang === "en");
      expect(await criteria.locator("blockquote q").allInnerTexts()).toEqual(quotes); // as they were said
      await page.reload();
      await expect.poll(async () => /\p{Script=Han}/u.test((await names.allInnerTexts()).join())).toBe(lang === "en");
      await told.getByLabel(lang === "zh" ? "中文" : "English").check({ force: true });
      await criteria.getByRole("button", { name: say.openAll }).click();

      const link = criteria.locator("blockquote a").first();
      const anchor = (await link.getAttribute("href")) as string;
      await link.click();
      await expect(page.locator(anchor)).toBeInViewport();
      await page.locator("#mind").getByRole("button", { name: say.table }).click();
      await expect(page.locator("#mind table tbody tr").first()).toBeVisible();
      expect(await grave(page)).toEqual([]);
    });

    test("offers a library, a case file and a history that anybody can use", async ({ page }) => {
      const policy = (await page.goto(`${server.url}/library`))?.headers()["content-security-policy"] ?? "";
      expect(policy).toContain("style-src 'self'");
      expect(policy).not.toContain("unsafe-inline");
      await expect(page.locator("li h2").first()).toBeVisible();
      expect(await grave(page)).toEqual([]);
      const html = page.locator("html");
      const scheme = lang === "zh" ? "dark" : "light";
      await page.getByRole("button", { name: lang === "zh" ? "切换到深色" : "Switch to light" }).click();
      await expect(html).toHaveAttribute("data-mantine-color-scheme", scheme);
      await page
        .getByLabel(lang === "zh" ? "页面语言" : "Language of the page")
        .selectOption(lang === "zh" ? "en" : "zh");
      await expect(html).toHaveAttribute("lang", lang === "zh" ? "en" : "zh-CN");
      expect(await grave(page)).toEqual([]);
      await page.reload();
      await expect(html).toHaveAttribute("data-mantine-color-scheme", scheme);
      await page.getByLabel(lang === "zh" ? "Language of the page" : "页面语言").selectOption(lang);
      await page.locator("li h2 a").first().click();
      await expect(page.getByRole("button", { name: say.call, exact: true })).toBeVisible();
      expect(await grave(page)).toEqual([]);
      await page.goto(`${server.url}/calls`);
      await expect(page.locator("main").getByRole("heading").first()).toBeVisible();
      expect(await grave(page)).toEqual([]);
    });
  });
}

test.describe("a call that is disturbed", () => {
  // A line that is cut on purpose is an error in the console.
  test.use({ locale: "en-GB", allowed: [/WebSocket connection|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/] });

  /** What the server has of the call the page is in. */
  async function stored(page: Page): Promise<string[]> {
    const session = page.url().split("/").at(-1);
    const answer = await page.request.get(`${server.url}/api/v1/sessions/${session}`);
    return (await answer.json()).turns.map((turn: { text: string }) => turn.text);
  }

  /** What the page shows of it, without the names. */
  async function shown(page: Page): Promise<string[]> {
    return page.locator("li[data-side] [class*=bubble]").evaluateAll((bubbles) =>
      bubbles.map((bubble) =>
        [...bubble.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.nodeValue)
          .join(""),
      ),
    );
  }

  test("survives a reload with every sentence and the unsent text", async ({ page }) => {
    await dial(page, server.url, "en");
    await sayAndWait(page, "en", said.en[0] as string);
    await sayAndWait(page, "en", said.en[1] as string);
    const before = await page.locator("li[data-side] [class*=bubble]").allInnerTexts();
    await page.getByLabel(words.en.field).fill("half a thou");
    await page.reload();
    await expect(page.getByLabel(words.en.field)).toHaveValue("half a thou");
    await expect(mine(page)).toHaveCount(2);
    await expect(theirs(page)).toHaveCount(3);
    expect(await page.locator("li[data-side] [class*=bubble]").allInnerTexts()).toEqual(before);
    await sayAndWait(page, "en", said.en[2] as string);
  });

  test("goes on after the server was killed and started again, with nothing lost or repeated", async ({ page }) => {
    await dial(page, server.url, "en");
    await sayAndWait(page, "en", said.en[0] as string);
    await server.kill();
    await page.getByLabel(words.en.field).fill(said.en[1] as string);
    await page.keyboard.press("Enter");
    await expect(page.locator("li[data-pending]")).toHaveCount(1);
    await server.run();
    await expect(page.locator("li[data-pending]")).toHaveCount(0);
    await expect(mine(page)).toHaveCount(2);
    await expect(theirs(page)).toHaveCount(3);
    const texts = await mine(page).locator("[class*=bubble]").allInnerTexts();
    expect(texts.map((text) => text.replace(/^You:\s*/, ""))).toEqual(said.en.slice(0, 2));
  });

  test("sends the words of somebody who types faster than the debtor speaks, once they have finished", async ({
    page,
  }) => {
    await dial(page, server.url, "en");
    const field = page.getByLabel(words.en.field);
    await field.fill(said.en[0] as string);
    await page.keyboard.press("Enter");
    await field.fill(said.en[1] as string);
    await page.keyboard.press("Enter");
    await expect(mine(page)).toHaveCount(2);
    await expect(theirs(page)).toHaveCount(3);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("hears whoever types at once: the words go into the field and not to the keys of the call", async ({ page }) => {
    await page.goto(`${server.url}/library`);
    const first = page
      .locator("li", { has: page.locator("h2") })
      .first()
      .getByRole("button");
    await first.focus();
    await page.keyboard.press("Enter");
    await expect(theirs(page)).toHaveCount(1);
    await page.keyboard.type("How about a big part by Friday?");
    await expect(page.getByLabel(words.en.field)).toHaveValue("How about a big part by Friday?");
    await expect(page.locator("li[class*=hint]")).toHaveCount(0); // H would have asked for one, P paused
    await page.keyboard.press("Enter");
    await expect(theirs(page)).toHaveCount(2);
  });

  test("asks in a second window by keyboard, and goes on there with the next key", async ({ page, context }) => {
    await dial(page, server.url, "en");
    const second = await context.newPage();
    await second.goto(page.url());
    await expect(second.getByRole("button", { name: "Continue here" })).toBeFocused();
    expect(await grave(second)).toEqual([]);
    await second.keyboard.press("Enter");
    await expect(theirs(second)).toHaveCount(1);
    await expect(second.getByLabel(words.en.field)).toBeFocused();
    await expect(page.getByText("This call is open in another window.")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0); // the window that was left shows its question alone
  });

  test("is continued in a second window only when asked to", async ({ page, context }) => {
    await dial(page, server.url, "en");
    const second = await context.newPage();
    await second.goto(page.url());
    await second.getByRole("button", { name: "Continue here" }).click();
    await expect(theirs(second)).toHaveCount(1);
    await sayAndWait(second, "en", said.en[0] as string);
    await expect(page.getByText("This call is open in another window.")).toBeVisible();
  });

  test("survives a reload in the middle of an answer: no word is lost or comes twice", async ({ page }) => {
    await dial(page, server.url, "en");
    await page.getByLabel(words.en.field).fill(said.en[1] as string);
    // The page reloads itself with the first words that grow: a person's speed does not matter.
    await page.evaluate(() => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector("[data-growing]")) return;
        watcher.disconnect();
        sessionStorage.setItem("cut", document.querySelector("[data-growing]")?.textContent ?? "");
        location.reload();
      });
      watcher.observe(document.body, { subtree: true, childList: true });
    });
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => sessionStorage.getItem("cut") !== null);
    await expect(theirs(page)).toHaveCount(2);
    const cut = await page.evaluate(() => sessionStorage.getItem("cut") ?? "");
    const all = await stored(page);
    expect(all).toHaveLength(3);
    expect(cut.length).toBeLessThan((all[2] as string).length);
    expect(await shown(page)).toEqual(all);
    await sayAndWait(page, "en", said.en[2] as string);
  });

  test("survives a crash of the tab with the unsent text", async ({ page, context }) => {
    await dial(page, server.url, "en");
    await sayAndWait(page, "en", said.en[0] as string);
    await page.getByLabel(words.en.field).fill("half a thou");
    const address = page.url();
    const crashed = page.waitForEvent("crash");
    await Promise.all([crashed, page.goto("chrome://crash").catch(() => undefined)]);
    const fresh = await context.newPage();
    await fresh.goto(address);
    await expect(fresh.getByLabel(words.en.field)).toHaveValue("half a thou");
    await expect(theirs(fresh)).toHaveCount(2);
    await fresh.getByLabel(words.en.field).press("Enter");
    await expect(theirs(fresh)).toHaveCount(3);
    expect((await stored(fresh))[3]).toBe("half a thou");
    await fresh.reload();
    await expect(theirs(fresh)).toHaveCount(3);
    await expect(fresh.getByLabel(words.en.field)).toHaveValue("");
  });

  test("says a sentence typed without a network as soon as there is one again", async ({ page, context }) => {
    await dial(page, server.url, "en");
    await context.setOffline(true);
    await expect(page.getByText("The line is down.")).toBeVisible();
    await page.getByLabel(words.en.field).fill(said.en[0] as string);
    await page.keyboard.press("Enter");
    await expect(page.locator("li[data-pending]")).toHaveCount(1);
    expect(await stored(page)).toHaveLength(1);
    await context.setOffline(false);
    await expect(page.locator("li[data-pending]")).toHaveCount(0);
    await expect(theirs(page)).toHaveCount(2);
    await expect(page.getByText("The line is down.")).toHaveCount(0);
    expect(await shown(page)).toEqual(await stored(page));
  });

  test("neither sends nor does anything while an input method is at work, in any browser", async ({ page }) => {
    await dial(page, server.url, "en");
    const field = page.getByLabel(words.en.field);
    await field.fill("fukuan");
    for (const { browser, ending, fired } of imeRecordings) {
      await field.evaluate((element, events) => {
        // Between two recordings a person draws breath; the events of one keep their distances.
        const clock = performance.now();
        for (const { type, at, ...rest } of events) {
          const options = { bubbles: true, cancelable: true, ...rest };
          const event = type.startsWith("key") ? new KeyboardEvent(type, options) : new CompositionEvent(type, options);
          Object.defineProperty(event, "timeStamp", { value: clock + at });
          element.dispatchEvent(event);
        }
      }, fired);
      await expect(field, `${browser}: ${ending}`).toHaveValue("fukuan");
    }
    await expect(page.locator("li[data-side=mine]")).toHaveCount(0);
    await expect(page.locator("[class*=hint]")).toHaveCount(0);
    await expect(page.getByRole("button", { name: words.en.pause, exact: true })).toBeVisible();
    await field.press("Enter");
    await expect(mine(page)).toHaveCount(1);
  });

  test("fits a narrow screen, where the desk is a sheet", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await dial(page, server.url, "en");
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await wide()).toBeLessThanOrEqual(320);
    await page.getByRole("button", { name: "Case desk" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await grave(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    for (const path of ["/", "/library", "/calls", `/cases/${await firstCase()}`]) {
      await page.goto(server.url + path);
      await expect(page.locator("h1")).toBeVisible();
      expect(await wide(), path).toBeLessThanOrEqual(320);
    }
  });

  async function firstCase(): Promise<string> {
    const body = (await (await fetch(`${server.url}/api/v1/scenarios?lang=en`)).json()) as {
      scenarios: { id: string }[];
    };
    return body.scenarios[0]?.id ?? "";
  }
});

test.describe("a wrong address", () => {
  test.use({ locale: "en-GB", allowed: [/status of 404/] });

  for (const [what, path] of [
    ["call", "/calls/ses_01J0000000000000000000000"],
    ["debrief", "/calls/ses_01J0000000000000000000000/debrief"],
    ["case", "/cases/no-such-case"],
  ] as const) {
    test(`of a ${what} says so and leads back`, async ({ page }) => {
      await page.goto(server.url + path);
      await expect(page.getByText("There is nothing here")).toBeVisible();
      await page.getByRole("link", { name: "Back to the cases" }).click();
      await expect(page.locator("li h2").first()).toBeVisible();
    });
  }
});
