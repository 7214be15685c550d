import { AxeBuilder } from "@axe-core/playwright";
import { type ConsoleMessage, expect, type Locator, type Page } from "@playwright/test";

export type Lang = "zh" | "en";

/** What the page calls things, as a person reads them. */
export const words = {
  zh: {
    call: "拨打",
    field: "你要说的话",
    hint: "提示",
    desk: "资料",
    hangUp: "挂断",
    debrief: "看复盘",
    reason: "不付款的真实原因是什么？",
    diagnose: "和真相对一对",
    skip: "跳过，直接看复盘",
    criteria: "十二项评分",
    openAll: "全部展开",
    table: "看表格",
    cutIn: "打断",
    pause: "暂停",
    resume: "继续",
  },
  en: {
    call: "Call",
    field: "What you say",
    hint: "Hint",
    desk: "Documents",
    hangUp: "Hang up",
    debrief: "See the debrief",
    reason: "Why are they really not paying?",
    diagnose: "Compare with the truth",
    skip: "Skip to the debrief",
    criteria: "Twelve criteria",
    openAll: "Open all",
    table: "As a table",
    cutIn: "Cut in",
    pause: "Pause",
    resume: "Resume",
  },
} as const;

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

/** Collects what must not happen: errors in the console, policy violations, requests to other hosts. */
export function watch(page: Page, home: string): string[] {
  const faults: string[] = [];
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error" || /Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith(home.replace("http", "ws")) && !url.startsWith("data:")) {
      faults.push(`a request left the server: ${url}`);
    }
  });
  return faults;
}

/** Serious and critical findings of axe on the page as it stands. */
export async function grave(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
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
  await page
    .getByRole("radio", { name: lang === "zh" ? "中文" : "English" })
    .and(page.locator("input"))
    .first()
    .check({ force: true });
  await page
    .locator("li", { has: page.locator("h2") })
    .first()
    .getByRole("button")
    .click();
  await expect(page).toHaveURL(/\/calls\/ses_/);
  await expect(theirs(page)).toHaveCount(1);
}

/** Says a sentence and waits for its tick and for the debtor's answer. */
export async function sayAndWait(page: Page, lang: Lang, text: string) {
  const before = await mine(page).count();
  const answers = await theirs(page).count();
  await page.getByLabel(words[lang].field).fill(text);
  await page.keyboard.press("Enter");
  await expect(mine(page)).toHaveCount(before + 1);
  await expect(theirs(page)).toHaveCount(answers + 1);
}
