import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptDrafts, recallDraft, rememberDraft, standingOf, withId } from "./local-draft";

const saved = { source: "a", version: "1" };

describe("a draft in this browser", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it("survives a reload, and broken storage is as good as none", () => {
    rememberDraft("x", { source: "id: x", base: "1" });
    expect(recallDraft("x")).toEqual({ source: "id: x", base: "1" });
    sessionStorage.clear(); // as in a new tab
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

describe("a draft in two tabs", () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => sessionStorage.clear());

  /** A tab: what it keeps for itself is out of sight while another one is in front. */
  function tab() {
    let own: [string, string][] = [];
    return <T>(act: () => T): T => {
      sessionStorage.clear();
      for (const [name, value] of own) sessionStorage.setItem(name, value);
      const result = act();
      own = Object.entries({ ...sessionStorage });
      return result;
    };
  }

  it("loses neither tab's words when one of them is saved", () => {
    const [first, second] = [tab(), tab()];
    second(() => rememberDraft("x", { source: "second", base: "1" }));
    first(() => rememberDraft("x", { source: "first", base: "1" }));
    expect(second(() => recallDraft("x"))).toEqual({ source: "second", base: "1" });
    second(() => rememberDraft("x", { source: "second, longer", base: "1" }));
    first(() => rememberDraft("x", null)); // saved
    expect(second(() => recallDraft("x"))).toEqual({ source: "second, longer", base: "1" });
    expect(tab()(() => recallDraft("x"))).toEqual({ source: "second, longer", base: "1" }); // the second tab was closed
  });

  it("forgets what is saved in the only tab, and lists what is not", () => {
    const [only, other] = [tab(), tab()];
    only(() => rememberDraft("b", { source: "b", base: "" }));
    only(() => rememberDraft("a", { source: "a", base: "" }));
    localStorage.setItem("huikuan:studio:broken", "{");
    expect(only(keptDrafts)).toEqual(["a", "b"]);
    only(() => rememberDraft("b", null));
    expect(only(keptDrafts)).toEqual(["a"]);
    expect(other(keptDrafts)).toEqual(["a"]);
  });
});
