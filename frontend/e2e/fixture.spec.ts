import { expect, test } from "./test";

// What every test is watched for really fails a test: these fail, and are expected to.
test.describe("the watch over every test notices", () => {
  test.beforeEach(async ({ page }) => {
    await page.route("http://127.0.0.1:1/**", (route) =>
      route.fulfill({
        contentType: "text/html",
        headers: { "content-security-policy": "script-src 'self'; style-src 'self'" },
        body: route.request().url().endsWith("/styled") ? "<p style='color:red'>styled</p>" : "<p>plain</p>",
      }),
    );
    await page.goto("http://127.0.0.1:1/plain");
    test.fail();
  });

  test("an error in the console", ({ page }) => page.evaluate(() => console.error("broken")));

  test("an exception nobody caught", async ({ page }) => {
    const thrown = page.waitForEvent("pageerror");
    await page.evaluate(() => void Promise.reject(new Error("thrown")));
    await thrown;
  });

  test("a violation of the security policy", async ({ page }) => {
    const reported = page.waitForEvent("console");
    await page.goto("http://127.0.0.1:1/styled");
    await reported;
  });

  test("a request to another host", async ({ page }) => {
    await page.route("http://elsewhere.test/**", (route) => route.fulfill({ body: "ok" }));
    await page.goto("http://elsewhere.test/");
  });

  test("any of it in a second window", async ({ context }) => {
    const second = await context.newPage();
    await second.evaluate(() => console.error("broken"));
  });
});

test("a page that does nothing of the kind passes", async ({ page }) => {
  await page.setContent("<p>calm</p>");
  await expect(page.getByText("calm")).toBeVisible();
});
