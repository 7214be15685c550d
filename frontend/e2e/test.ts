import { test as base, expect } from "@playwright/test";

export { expect };

/**
 * Every test of the page also fails on what must never happen while it runs, in any of its windows: an error in the
 * console (a violation of the security policy is one), an exception that nobody caught, a request to another host.
 * `allowed` names the errors that a test brings about on purpose. A call that the page starts gets `seed`, so that the same
 * words meet the same debtor in every run.
 */
export const test = base.extend<{ allowed: RegExp[]; seed: number; seeded: undefined; watched: undefined }>({
  allowed: [[], { option: true }],
  seed: [4, { option: true }],
  seeded: [
    async ({ context, seed }, use) => {
      await context.route("**/api/v1/sessions", async (route, request) => {
        if (request.method() !== "POST") return route.continue();
        return route.continue({ postData: JSON.stringify({ seed, ...request.postDataJSON() }) });
      });
      await use(undefined);
    },
    { auto: true },
  ],
  watched: [
    async ({ context, allowed }, use) => {
      const faults: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" || /Content Security Policy/i.test(message.text())) {
          faults.push(`${message.text()} (${message.location().url})`);
        }
      });
      context.on("weberror", ({ error }) => void faults.push(String(error())));
      context.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        const own = hostname === "127.0.0.1" || ["data:", "blob:", "chrome-error:"].includes(protocol);
        if (!own) faults.push(`a request left the server: ${request.url()}`);
      });
      await use(undefined);
      expect(faults.filter((fault) => !allowed.some((one) => one.test(fault)))).toEqual([]);
    },
    { auto: true },
  ],
});
