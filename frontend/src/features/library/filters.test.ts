import { describe, expect, it } from "vitest";
import type { ScenarioSummary } from "~/lib/model";
import { fits, noFilters, readFilters, writeFilters } from "./filters";

const scenario = {
  id: "boss-away",
  difficulty: 2,
  days_late: 31,
  trade: "Hotpot",
  trains: [{ id: "k_open", name: "Opening" }],
  langs: ["zh", "en"],
  best: { session: "ses_1", total: 60, outcome: "O3" },
  attempts: { calls: 1, assisted: 0, latest: "ses_1" },
} as unknown as ScenarioSummary;

describe("the library's filters", () => {
  it.each([
    [{ level: "2" }, true],
    [{ level: "3" }, false],
    [{ late: "late" }, false],
    [{ late: "veryLate" }, true],
    [{ trade: "Hotpot" }, true],
    [{ trade: "Steel" }, false],
    [{ skill: "k_open" }, true],
    [{ skill: "k_tone" }, false],
    [{ lang: "en" }, true],
    [{ own: "new" }, false],
    [{ own: "open" }, false],
    [{ own: "passed" }, true],
    [{ level: "2", own: "new" }, false],
  ] as const)("%j lets a passed, very late, middling case through: %s", (some, through) => {
    expect(fits(scenario, { ...noFilters, ...some })).toBe(through);
  });

  it("know a case practised with help alone as played, and as not passed", () => {
    const helped = { ...scenario, best: null, attempts: { calls: 2, assisted: 2, latest: "ses_2" } };
    expect(fits(helped, { ...noFilters, own: "new" })).toBe(false);
    expect(fits(helped, { ...noFilters, own: "open" })).toBe(true);
    expect(fits(helped, { ...noFilters, own: "passed" })).toBe(false);
  });

  it("come back from the address they were written to", () => {
    const filters = { ...noFilters, level: "3", trade: "棉纱（供织布厂）", own: "open" } as const;
    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters(noFilters)).toBe("");
  });

  it("leave open what an address says wrongly", () => {
    expect(readFilters("?level=9&late=never&own=x&lang=fr")).toEqual(noFilters);
  });
});
