import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { setUiLang, startI18n } from "~/lib/i18n";
import type { ProvenLine } from "~/lib/model";
import { BetterLines } from "./better-lines";

const pounds = (minor: number) => ({ minor, currency: "GBP" });
const line = (proof: Partial<ProvenLine["proof"]>): ProvenLine => ({
  criterion: "k_promise",
  name: "A complete promise",
  turn: 2,
  said: "Soon, then.",
  line: "Which day?",
  source: "scripted",
  proof: {
    runs: 5,
    ended_call: false,
    yours: 5,
    better: 5,
    yours_recovery: pounds(100000),
    better_recovery: pounds(150000),
    won: 4,
    lost: 0,
    ...proof,
  },
});
const shown = (one: ProvenLine) => renderToStaticMarkup(<BetterLines lines={[one]} lang="en" told="en" />);

beforeAll(async () => {
  await startI18n();
  await setUiLang("en");
});

describe("a better line says what it gained", () => {
  it("names the promises where there are more of them", () => {
    expect(shown(line({ better: 4, yours: 1 }))).toContain("Promise in 4 of 5; with your words 1 of 5.");
  });
  it("names the money where there are as many promises", () => {
    const text = shown(line({}));
    expect(text).toContain("clearly more in 4 of 5 tries");
    expect(text).toContain("Expected: £1,500 instead of £1,000.");
    expect(text).not.toContain("with your words 5 of 5");
  });
  it("says that the words ended the call", () => {
    for (const proof of [{ better: 3, yours: 1 }, {}]) {
      expect(shown(line({ ...proof, ended_call: true }))).toContain("Your words ended the call");
    }
  });
});
