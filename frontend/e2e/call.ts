import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";

export type Lang = "zh" | "en";

/** What the page calls things, as a person reads them: out of its own catalogues. */
function wordsOf(catalogue: string) {
  const file = join(import.meta.dirname, `../src/locales/${catalogue}.json`);
  const all = JSON.parse(readFileSync(file, "utf8"));
  const word = (path: string): string => {
    const found = path.split(".").reduce((part, key) => part?.[key], all);
    if (typeof found !== "string") throw new Error(`${catalogue}.json has no word ${path}`);
    return found;
  };
  return {
    call: word("start.call"),
    field: word("composer.label"),
    hint: word("hint.ask"),
    sheet: word("desk.title"),
    desk: word("desk.documents"),
    hangUp: word("call.hangUp"),
    debrief: word("ended.debrief"),
    reason: word("diagnosis.reason"),
    diagnose: word("diagnosis.give"),
    skip: word("diagnosis.skip"),
    criteria: word("debrief.criteria.title"),
    told: word("debrief.told"),
    openAll: word("debrief.criteria.openAll"),
    table: word("chart.asTable"),
    cutIn: word("call.cutIn"),
    pause: word("call.pause"),
    resume: word("call.resume"),
    loading: word("common.loading"),
    playtest: word("studio.play.title"),
  };
}

export const words = { zh: wordsOf("zh"), tw: wordsOf("zh-TW"), en: wordsOf("en") };
export type Words = (typeof words)["zh"];

/** Six things a collector might say on any case, plain enough for each of them. */
export const said: Record<Lang, string[]> = {
  zh: [
    "您好，我这边是供货方财务，打电话是为了那两张逾期的发票。",
    "想请教一下，这笔款现在具体卡在哪一步？",
    "这件事最后由谁拍板？缺什么资料我今天就补给您。",
    "我理解您的难处，不过账期已经过了，能不能今天先定一个付款的日子和金额？",
    "那就周五之前先付一半，银行转账，您看可以吗？",
    "好，我复述一下：周五之前转账付一半，转完把回单发给我，剩下的下周一我再打给您。",
  ],
  en: [
    "Good morning, this is accounts at your supplier, calling about the two overdue invoices.",
    "May I ask what exactly is holding the payment up at the moment?",
    "Who has the final say on this? Whatever document is missing, I can send it today.",
    "I see your difficulty, but the term has passed. Can we settle on a day and an amount for the payment?",
    "Shall we say half of it by Friday, by bank transfer?",
    "Let me sum up: half by transfer before Friday, you send me the slip, and I call again on Monday about the rest.",
  ],
};

/**
 * Serious and critical findings of axe on the page as it stands, of one rule only when it is named. Legacy mode leaves out
 * frames, of which the product has none, and with them a second window for every look.
 */
export async function grave(page: Page, only?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await (only === undefined ? axe : axe.withRules(only)).analyze();
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
}

export const mine = (page: Page): Locator => page.locator('li[data-side="mine"]:not([data-pending])');
export const theirs = (page: Page): Locator =>
  page.locator('li[data-side="theirs"]:not(:has([data-growing])):not(:has(i))');

/** Chooses the call's language and calls the first debtor of the library. */
export async function dial(page: Page, home: string, lang: Lang) {
  await page.goto(`${home}/library`);
  const name = lang === "zh" ? "中文" : "English";
  await page.getByRole("radio", { name }).and(page.locator("input")).first().check({ force: true });
  await page
    .locator("li", { has: page.locator("h2") })
    .first()
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(/\/calls\/ses_/);
  await expect(theirs(page)).toHaveCount(1);
}

/** Says a sentence and waits for its tick and for the debtor's answer. */
export async function sayAndWait(page: Page, lang: Lang, text: string, say: Words = words[lang]) {
  const before = await mine(page).count();
  const answers = await theirs(page).count();
  await page.getByLabel(say.field).fill(text);
  await page.keyboard.press("Enter");
  await expect(mine(page)).toHaveCount(before + 1);
  await expect(theirs(page)).toHaveCount(answers + 1);
}

/** Ends the call, unless the debtor has, and waits until it is scored. */
export async function hangUp(page: Page, say: Words) {
  const over = page.getByRole("link", { name: say.debrief });
  if (!(await over.isVisible())) {
    await page.getByRole("button", { name: say.hangUp, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: say.hangUp, exact: true }).click();
  }
  await expect(over).toBeVisible();
}
