import { describe, expect, it } from "vitest";
import { otherName } from "./other-name";

describe("the id a source says", () => {
  it("is told where it is not the name of the draft, at its place", () => {
    expect(otherName("mine", "theirs", "# a comment\nid: theirs\nversion: 1")).toEqual({ line: 2, column: 5 });
  });
  it("is nothing to tell where it is the same, or cannot be read", () => {
    expect(otherName("mine", "mine", "id: mine")).toBeNull();
    expect(otherName("mine", "", "id: [")).toBeNull();
  });
});
