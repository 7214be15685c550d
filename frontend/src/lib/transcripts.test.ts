import { describe, expect, it } from "vitest";
import { type Reading, turnsOf, wordsOfFile } from "./transcripts";

const bytes = (...values: number[]) => new Uint8Array(values).buffer;

describe("a real call", () => {
  it("is read from a file however it was saved", () => {
    expect(wordsOfFile(bytes(0xef, 0xbb, 0xbf, 0xe6, 0x88, 0x91))).toBe("我");
    expect(wordsOfFile(bytes(0xff, 0xfe, 0x11, 0x62))).toBe("我");
    expect(wordsOfFile(bytes(0xfe, 0xff, 0x62, 0x11))).toBe("我");
    expect(wordsOfFile(bytes(0xce, 0xd2))).toBe("我");
    expect(wordsOfFile(bytes())).toBe("");
  });

  it("has the sides that somebody gave its labels, without those that are left out", () => {
    const reading = {
      speakers: [{ label: "Sam" }, { label: "Dana" }, { label: "Recording" }],
      turns: [
        { speaker: 2, text: "This call is recorded.", contact: "" },
        { speaker: 1, text: "Hello?", contact: "boss" },
        { speaker: 0, text: "Hi.", contact: "" },
      ],
    } as unknown as Reading;
    const side = (label: string) => (label === "Sam" ? "trainee" : label === "Dana" ? "debtor" : "out");
    expect(turnsOf(reading, side)).toEqual([
      { speaker: "debtor", text: "Hello?", contact: "boss" },
      { speaker: "trainee", text: "Hi." },
    ]);
  });
});
