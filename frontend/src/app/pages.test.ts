import { describe, expect, it } from "vitest";
import { needsOf } from "./pages";

describe("what a visitor needs first", () => {
  it("is asked for by the address they come in at", () => {
    expect(needsOf("/library", "en", "zh")).toEqual({ page: "library", asks: ["scenarios?lang=en"] });
    expect(needsOf("/", "zh", "zh")?.page).toBe("home");
    expect(needsOf("/calls/ses_1", "zh", "zh")).toEqual({
      page: "call",
      session: "ses_1",
      asks: ["sessions/ses_1", "sessions/ses_1/case"],
    });
    expect(needsOf("/calls/ses_1/debrief", "en", "zh")?.asks).toContain("sessions/ses_1/assessment?lang=zh");
  });
  it("is left to the page everywhere else", () => {
    for (const path of ["/calls", "/calls/ses_1/other", "/calls/ses_1/debrief/more", "/studio", "/review/ses_1"]) {
      expect(needsOf(path, "en", "en")).toBeUndefined();
    }
  });
});
