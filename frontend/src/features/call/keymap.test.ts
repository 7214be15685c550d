import { beforeEach, describe, expect, it } from "vitest";
import { assign, defaultKeys, keepKeys, keptKeys } from "./keymap";

beforeEach(() => localStorage.clear());

describe("the keys of a call", () => {
  it("keep a letter of one's own from visit to visit", () => {
    keepKeys(assign(defaultKeys, "hint", "y"));
    expect(keptKeys()).toEqual({ ...defaultKeys, hint: "Y" });
  });

  it("swap when a letter is taken, so that none does two things", () => {
    expect(assign(defaultKeys, "hint", "p")).toEqual({ ...defaultKeys, hint: "P", pause: "H" });
  });

  it.each(["", " ", "1", "喂", "é"])("stay as they are when %j is typed", (typed) => {
    expect(assign(defaultKeys, "desk", typed)).toEqual(defaultKeys);
  });

  it.each(["{", '{"hint":7}', '{"hint":"B"}'])("are ours again when the storage holds %j", (kept) => {
    localStorage.setItem("huikuan:keys", kept);
    expect(keptKeys()).toEqual(defaultKeys);
  });
});
