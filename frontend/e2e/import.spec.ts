import { grave } from "./call";
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

const british = [
  "Recording: This call is recorded for training.",
  "Dana: Hartwick, Dana speaking.",
  "Sam: Good morning, this is Sam from Orchard Pumps. I am calling about invoice 204, £12,400, due on the third.",
  "Dana: It's in the run, I think. The money hasn't come in from our own customers yet.",
  "Sam: Which day will it be paid, and how much of it?",
  "Dana: Half of it on Friday, by bank transfer.",
];

test("a real call is read, put right, scored, and made a draft under its own law, by keyboard alone", async ({
  page,
}) => {
  await page.goto(`${server.url}/review`);
  await page.getByRole("link", { name: "Import a real call" }).click();
  const words = page.getByLabel("Or paste the text here");

  // A fault names its line, marks it, and loses nothing; what is typed survives a reload.
  const broken = ["", "nobody says this", ...british].join("\n");
  await words.fill(broken);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/^Line 2: It does not say who speaks\./);
  await expect(words).toBeFocused();
  await expect(words).toHaveValue(broken);
  expect(
    await words.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
  ).toBe("nobody says this");
  expect(await grave(page)).toEqual([]);
  await page.reload();
  await expect(words).toHaveValue(broken);

  // Who is who is asked where it is not clear.
  await words.fill(british.join("\n"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Who is who" })).toBeFocused();
  const score = page.getByRole("button", { name: "Score the call" });
  await expect(page.getByText("Choose a side for everybody.")).toBeVisible();
  await expect(score).toBeDisabled();
  await expect(page.getByLabel("Which law applies")).toHaveValue("uk"); // told from the pounds
  for (const [label, side] of [
    ["Recording", "Leave out"],
    ["Dana", "Debtor"],
    ["Sam", "Trainee"],
  ] as const) {
    const choice = page.getByRole("group", { name: `Side of ${label}` }).getByRole("radio", { name: side });
    await choice.focus();
    await page.keyboard.press("Space");
    await expect(choice).toBeChecked();
  }
  expect(await grave(page)).toEqual([]);
  await score.focus();
  await page.keyboard.press("Enter");
  const result = page.getByRole("region", { name: "Scorecard of the call" });
  await expect(result.locator("#transcript li[data-speaker]")).toHaveCount(5);
  await expect(result.locator("blockquote q").first()).toBeVisible();
  await expect(result.getByRole("heading", { name: /^They promised £.* by Friday$/ })).toBeVisible();
  const said = british.join("\n");
  for (const quote of await result.locator("blockquote q").allInnerTexts()) expect(said).toContain(quote.slice(1, -1));
  expect(await grave(page)).toEqual([]);

  // The draft opens in the studio, under the law of the call, and can be saved.
  await page.getByLabel("Short name").fill("orchard-pumps");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/studio\/orchard-pumps$/);
  await expect(page.getByText("In order: it can be called")).toBeVisible();
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const saved = await (await page.request.get(`${server.url}/api/v1/content/drafts/orchard-pumps`)).json();
  expect(saved.source).toMatch(/^law_pack: uk /m);
  expect(saved.source).toMatch(/^ {2}currency: GBP$/m);
});

test("a call comes in as a file of Windows, in Chinese captions, and nothing typed is lost to it", async ({ page }) => {
  await page.goto(`${server.url}/review/import`);
  const words = page.getByLabel("Or paste the text here");
  await words.fill("half a thou");
  const captions =
    "1\n00:00:01,000 --> 00:00:02,000\n对方：喂？\n\n2\n00:00:03,000 --> 00:00:06,000\n我：您好，我是蓝溪的小周，三月那张发票什么时候能付？\n";
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(captions, "utf16le")]);
  await page
    .getByLabel("Choose a file")
    .setInputFiles({ name: "call.srt", mimeType: "application/x-subrip", buffer: utf16 });
  await expect(words).toHaveValue(captions);
  await page.getByRole("button", { name: "Bring back the earlier text" }).click();
  await expect(words).toHaveValue("half a thou");
  await page
    .getByLabel("Choose a file")
    .setInputFiles({ name: "call.srt", mimeType: "application/x-subrip", buffer: utf16 });
  await page.getByRole("button", { name: "Read the call" }).click();
  await expect(page.getByRole("group", { name: "Side of 我" }).getByRole("radio", { name: "Trainee" })).toBeChecked();
  await expect(page.getByLabel("Which law applies")).toHaveValue("cn");
  await page.getByRole("button", { name: "Score the call" }).click();
  await expect(page.locator("#criteria")).toBeVisible();
});
