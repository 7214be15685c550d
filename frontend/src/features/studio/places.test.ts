import { describe, expect, it } from "vitest";
import { placeOf } from "./places";

const text = (source: string) => {
  const rows = source.split("\n");
  return {
    lines: rows.length,
    line: (n: number) => {
      const from = rows.slice(0, n - 1).reduce((sum, row) => sum + row.length + 1, 0);
      const row = rows[n - 1] as string;
      return { from, to: from + row.length, text: row };
    },
  };
};

describe("the place of a fault", () => {
  it("is the word at its column", () => {
    expect(placeOf({ line: 2, column: 3 }, text("a: b\n  key: value"))).toEqual({ from: 7, to: 10 });
  });

  it("counts characters, not code units", () => {
    expect(placeOf({ line: 1, column: 4 }, text("🙂🙂 x"))).toEqual({ from: 5, to: 6 });
  });

  it("stays inside a text that is shorter by now", () => {
    expect(placeOf({ line: 9, column: 40 }, text("ab\ncd"))).toEqual({ from: 5, to: 5 });
    expect(placeOf({ line: 0, column: 0 }, text("ab"))).toEqual({ from: 0, to: 2 });
  });
});
