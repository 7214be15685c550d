import { describe, expect, it } from "vitest";
import { activeFilters, askedOf, noFilters, readFilters, writeFilters } from "./filters";

describe("the desk's filters", () => {
  it("survive a trip through the page's address", () => {
    const filters = {
      ...noFilters,
      q: "发票 公函",
      red_line: "any",
      min: "20",
      from: "2026-11-02",
      needs_review: true,
    };
    expect(readFilters(writeFilters(filters))).toEqual(filters);
  });

  it("ask for whole days, the last one included", () => {
    const asked = new URLSearchParams(askedOf({ ...noFilters, from: "2026-11-02", to: "2026-11-02" }));
    const hours = (Date.parse(asked.get("to") as string) - Date.parse(asked.get("from") as string)) / 3_600_000;
    expect(hours).toBe(24);
  });

  it("leave out what is not finished or makes no sense", () => {
    for (const bad of ["x", "-1", "101", "1e2", " "]) expect(askedOf({ ...noFilters, min: bad, max: bad })).toBe("");
    expect(askedOf({ ...noFilters, from: "2026-1", to: "soon" })).toBe("");
  });

  it("are counted without the words", () => {
    expect(activeFilters({ ...noFilters, q: "x", case: "y", overridden: true })).toBe(2);
  });
});
