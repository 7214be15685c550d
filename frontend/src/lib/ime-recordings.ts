/**
 * What browsers fire while an input method is at work, in their order, as the UI Events specification and the browsers'
 * own trackers describe it (Chromium: keydown 229 before every composition event; WebKit 165004: composition events
 * before the keydown, isComposing false; Gecko since 65: keydown "Process" 229). For tests: of the keys' handling, and
 * of the page in a browser.
 */
export interface Fired {
  type: "keydown" | "keyup" | "compositionstart" | "compositionupdate" | "compositionend";
  key?: string;
  code?: string;
  keyCode?: number;
  isComposing?: boolean;
  /** Milliseconds since the recording began. */
  at: number;
}

const codes: Record<string, string> = { Enter: "Enter", Escape: "Escape", " ": "Space" };
const numbers: Record<string, number> = { Enter: 13, Escape: 27, " ": 32 };
const codeOf = (key: string) => codes[key] ?? (/\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`);
const numberOf = (key: string) => numbers[key] ?? key.toUpperCase().charCodeAt(0);

interface Habit {
  /** The name of a key the input method has taken. */
  taken: (key: string) => string;
  /** The events of the composition come before the keydown that caused them. */
  compositionFirst: boolean;
}

const habits: Record<string, Habit> = {
  "Chrome on macOS and Linux": { taken: (key) => key, compositionFirst: false },
  "Chrome on Windows": { taken: () => "Process", compositionFirst: false },
  Safari: { taken: (key) => key, compositionFirst: true },
  Firefox: { taken: () => "Process", compositionFirst: false },
};

/** How a composition is brought to its end. */
const endings: Record<string, string> = {
  "Enter, which takes the letters as they are": "Enter",
  "Space, which takes the first candidate": " ",
  "a digit, which takes that candidate": "2",
  "Escape, which gives it up": "Escape",
};

function record({ taken, compositionFirst }: Habit, letters: string, ending: string): Fired[] {
  const fired: Fired[] = [];
  let at = 0;
  let composing = false;
  for (const key of [...letters, ending]) {
    at += 120;
    const last = key === ending;
    const happens: Fired["type"][] = [];
    if (!composing) happens.push("compositionstart");
    happens.push("compositionupdate");
    if (last) happens.push("compositionend");
    const down: Fired = {
      type: "keydown",
      key: taken(key),
      code: codeOf(key),
      keyCode: 229,
      // The keydown that opens a composition is not yet within it; Safari's that ends it is no more.
      isComposing: compositionFirst ? !last : composing,
      at: compositionFirst ? at + 0.4 : at,
    };
    const changes = happens.map((type): Fired => ({ type, at: compositionFirst ? at : at + 0.3 }));
    fired.push(...(compositionFirst ? [...changes, down] : [down, ...changes]));
    composing = !last;
    fired.push({ type: "keyup", key, code: codeOf(key), keyCode: numberOf(key), isComposing: composing, at: at + 60 });
  }
  return fired;
}

/** Every browser with every ending; the letters are those our shortcuts use. */
export const imeRecordings: { browser: string; ending: string; fired: Fired[] }[] = Object.entries(habits).flatMap(
  ([browser, habit]) =>
    Object.entries(endings).map(([ending, key]) => ({ browser, ending, fired: record(habit, "bhprjk", key) })),
);
