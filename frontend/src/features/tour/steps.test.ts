import { describe, expect, it } from "vitest";
import { debriefStops, momentOf, place, tourLines } from "./steps";

describe("the tour", () => {
  it("says as much in both languages", () => {
    expect(tourLines("en").length).toBe(tourLines("zh").length);
  });

  it("counts its steps without a gap", () => {
    const lines = tourLines("en").map((_, said) => place.line(said));
    const stops = debriefStops.map((_, stop) => place.debrief(stop));
    const all = [place.brief, ...lines, place.line(lines.length), place.judge, ...stops];
    expect(all).toEqual(all.map((_, index) => index + 1));
    expect(place.of).toBe(all.length);
  });

  it("knows from what was said where the call is", () => {
    const call = { said: 0, heard: 0, busy: false, ended: false };
    const all = tourLines("en").length;
    expect(momentOf(call)).toBe("ringing");
    expect(momentOf({ ...call, heard: 1 })).toBe("line");
    expect(momentOf({ ...call, said: 1, heard: 1 })).toBe("answering");
    expect(momentOf({ ...call, said: 1, heard: 2, busy: true })).toBe("answering");
    expect(momentOf({ ...call, said: 1, heard: 2 })).toBe("line");
    expect(momentOf({ ...call, said: all, heard: all + 1 })).toBe("hangUp");
    expect(momentOf({ ...call, said: 2, heard: 3, ended: true })).toBe("over");
  });
});
