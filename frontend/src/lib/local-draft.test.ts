import { beforeEach, describe, expect, it } from "vitest";
import { recallDraft, rememberDraft, standingOf, withId } from "./local-draft";

const saved = { source: "a", version: "1" };

describe("a draft in this browser", () => {
  beforeEach(() => localStorage.clear());

  it("survives a reload, and broken storage is as good as none", () => {
    rememberDraft("x", { source: "id: x", base: "1" });
    expect(recallDraft("x")).toEqual({ source: "id: x", base: "1" });
    for (const broken of ["{", "null", "[]", '{"source":1,"base":""}']) {
      localStorage.setItem("huikuan:studio:x", broken);
      expect(recallDraft("x")).toBeNull();
    }
  });

  it("tells its own changes from those made elsewhere", () => {
    expect(standingOf({ source: "a", base: "0" }, saved)).toBe("saved");
    expect(standingOf({ source: "b", base: "1" }, saved)).toBe("unsaved");
    expect(standingOf({ source: "b", base: "0" }, saved)).toBe("elsewhere");
    expect(standingOf({ source: "b", base: "" }, saved)).toBe("elsewhere");
    expect(standingOf({ source: "b", base: "" }, null)).toBe("unsaved");
    expect(standingOf({ source: "b", base: "1" }, null)).toBe("elsewhere");
  });

  it("gets its own id", () => {
    expect(withId("# c\nid: old\nversion: 1", "new")).toBe("# c\nid: new\nversion: 1");
    expect(withId("version: 1", "new")).toBe("id: new\nversion: 1");
  });
});
