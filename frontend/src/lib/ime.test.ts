import { describe, expect, it } from "vitest";
import { ImeGuard, type KeyLike } from "./ime";

type Step = { start: true } | { end: number } | { key: KeyLike; sends: boolean };
const enter = (part: Partial<KeyLike>): KeyLike => ({
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  timeStamp: 0,
  ...part,
});

/** What browsers fire when Enter takes a Pinyin candidate and a second Enter is meant for us. */
const sequences: Record<string, Step[]> = {
  "Chrome on macOS and Linux": [
    { start: true },
    { key: enter({ keyCode: 229, isComposing: true, timeStamp: 1000 }), sends: false },
    { end: 1001 },
    { key: enter({ timeStamp: 1400 }), sends: true },
  ],
  "Chrome on Windows, where the key has no name": [
    { start: true },
    { key: enter({ key: "Process", keyCode: 229, isComposing: true, timeStamp: 1000 }), sends: false },
    { end: 1002 },
    { key: enter({ timeStamp: 1350 }), sends: true },
  ],
  "Safari, where the composition ends before the key": [
    { start: true },
    { end: 1000 },
    { key: enter({ keyCode: 229, isComposing: false, timeStamp: 1000.4 }), sends: false },
    { key: enter({ timeStamp: 1300 }), sends: true },
  ],
  "Safari on a busy machine, where the key comes late": [
    { start: true },
    { end: 1000 },
    { key: enter({ keyCode: 229, timeStamp: 1120 }), sends: false },
    { key: enter({ timeStamp: 1500 }), sends: true },
  ],
  "an engine that ends the composition first and forgets the 229": [
    { start: true },
    { end: 1000 },
    { key: enter({ timeStamp: 1003 }), sends: false },
    { key: enter({ timeStamp: 1200 }), sends: true },
  ],
  Firefox: [
    { start: true },
    { key: enter({ key: "Process", keyCode: 229, isComposing: true, timeStamp: 1000 }), sends: false },
    { end: 1000 },
    { key: enter({ timeStamp: 1500 }), sends: true },
  ],
  "an engine that marks nothing while it composes": [
    { start: true },
    { key: enter({ timeStamp: 900 }), sends: false },
    { end: 1000 },
    { key: enter({ timeStamp: 1100 }), sends: true },
  ],
  "no input method at all": [{ key: enter({ timeStamp: 10 }), sends: true }],
};

describe("Enter sends only what is not meant for the input method", () => {
  for (const [browser, steps] of Object.entries(sequences)) {
    it(browser, () => {
      const guard = new ImeGuard();
      for (const step of steps) {
        if ("start" in step) guard.start();
        else if ("end" in step) guard.end(step.end);
        else expect(guard.owns(step.key)).toBe(!step.sends);
      }
    });
  }
});
