import { describe, expect, it } from "vitest";
import { characters, civilDate, clock, estimate, money } from "./format";

describe("money", () => {
  it("is written in whole units unless there are cents", () => {
    expect(money({ minor: 12_000_000, currency: "CNY" }, "en")).toBe("¥120,000");
    expect(money({ minor: 12_000_050, currency: "CNY" }, "en")).toBe("¥120,000.50");
    expect(money({ minor: 4_850_000, currency: "GBP" }, "en")).toBe("£48,500");
  });

  it("is counted in 万 and 亿 for Chinese readers, where that is exact", () => {
    const yuan = (value: number, lang: "zh" | "zh-TW" = "zh") => money({ minor: value * 100, currency: "CNY" }, lang);
    expect(yuan(240_000)).toBe("¥24万");
    expect(yuan(412_600)).toBe("¥41.26万");
    expect(yuan(412_610)).toBe("¥412,610");
    expect(yuan(9_600)).toBe("¥9,600");
    expect(yuan(12_340_000)).toBe("¥1,234万");
    expect(yuan(120_000_000)).toBe("¥1.2亿");
    expect(yuan(240_000.5)).toBe("¥240,000.50");
    expect(yuan(509_000, "zh-TW")).toBe("¥50.9萬");
    expect(yuan(300_000_000, "zh-TW")).toBe("¥3億");
    expect(money({ minor: 24_000_000, currency: "CNY" }, "zh", "digits")).toBe("¥240,000");
  });

  it("knows currencies without cents", () => {
    expect(money({ minor: 5000, currency: "JPY" }, "en")).toBe("¥5,000");
  });
});

describe("an expected amount", () => {
  it("is written to three figures", () => {
    expect(estimate({ minor: 2_645_520, currency: "CNY" }, "en")).toBe("¥26,500");
    expect(estimate({ minor: 1_864_660, currency: "CNY" }, "zh")).toBe("¥1.86万");
    expect(estimate({ minor: 0, currency: "CNY" }, "en")).toBe("¥0");
  });
});

describe("dates", () => {
  it("are the same day in every time zone", () => {
    expect(civilDate("2026-05-15", "en")).toBe("Fri 15 May");
    expect(civilDate("2026-05-15", "zh", "full")).toBe("2026年5月15日星期五");
  });

  it("are shown as they are when they are none", () => {
    expect(civilDate("soon", "en")).toBe("soon");
  });
});

describe("the clock", () => {
  it("counts minutes, and hours when there are some", () => {
    expect(clock(0)).toBe("00:00");
    expect(clock(221_999)).toBe("03:41");
    expect(clock(3_725_000)).toBe("1:02:05");
    expect(clock(-5)).toBe("00:00");
  });
});

describe("characters", () => {
  it("are code points, as the server counts them", () => {
    expect(characters("回款")).toBe(2);
    expect(characters("😀a")).toBe(2);
  });
});
