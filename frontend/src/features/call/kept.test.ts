import { beforeEach, describe, expect, it } from "vitest";
import { keepDraft, keptDraft } from "~/lib/draft";
import { keepPending, keptPending } from "./kept";

beforeEach(() => localStorage.clear());

describe("what survives a reload and a crash of the tab", () => {
  it("is the unsent text of this call and no other", () => {
    keepDraft("ses_1", "半句话");
    expect(keptDraft("ses_1")).toBe("半句话");
    expect(keptDraft("ses_2")).toBe("");
    keepDraft("ses_1", "");
    expect(localStorage.length).toBe(0);
  });

  it("is every sentence without a tick, to be sent again under its id", () => {
    keepPending("ses_1", [
      { id: "c-1", text: "one", state: "sent" },
      { id: "c-2", text: "two", state: "refused" },
    ]);
    expect(keptPending("ses_1")).toEqual([
      { id: "c-1", text: "one", state: "waiting" },
      { id: "c-2", text: "two", state: "refused" },
    ]);
  });

  it("is the text of the latest calls: what is old makes room", () => {
    for (let call = 10; call < 60; call++) {
      keepDraft(`ses_${call}`, "ab");
      keepPending(`ses_${call}`, [{ id: "c", text: "one", state: "sent" }]);
    }
    expect(keptDraft("ses_19")).toBe("");
    expect(keptDraft("ses_20")).toBe("ab");
    expect(keptPending("ses_19")).toEqual([]);
    expect(keptPending("ses_20")).toHaveLength(1);
  });

  it("is nothing when the storage holds nonsense", () => {
    localStorage.setItem("huikuan:pending:ses_1", '[{"id":1},null,"x"]');
    expect(keptPending("ses_1")).toEqual([]);
    localStorage.setItem("huikuan:pending:ses_1", "{broken");
    expect(keptPending("ses_1")).toEqual([]);
  });
});
