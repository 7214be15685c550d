import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Fired, imeRecordings } from "~/lib/ime-recordings";
import { useSendKey } from "./use-send-key";
import { useShortcuts } from "./use-shortcuts";

const done = vi.fn<(what: string) => void>();

function Keys() {
  useShortcuts({
    stop: () => done("stop"),
    help: () => done("help"),
    desk: () => done("desk"),
    hint: () => done("hint"),
    pause: () => done("pause"),
    rewind: () => done("rewind"),
  });
  return <textarea {...useSendKey(() => done("send"))} />;
}

let root: Root;
let field: HTMLTextAreaElement;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  localStorage.clear();
  const place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
  act(() => root.render(<Keys />));
  field = place.querySelector("textarea") as HTMLTextAreaElement;
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  done.mockReset();
});

/** Fires an event at a moment; the page reads its time as it reads a browser's. */
function fire(target: EventTarget, { type, at, ...rest }: Fired & { altKey?: boolean; shiftKey?: boolean }) {
  const options = { bubbles: true, cancelable: true, ...rest };
  const event = type.startsWith("key") ? new KeyboardEvent(type, options) : new CompositionEvent(type, options);
  Object.defineProperty(event, "timeStamp", { value: 10_000 + at });
  act(() => void target.dispatchEvent(event));
}

const press = (target: EventTarget, key: string, at: number, more: { altKey?: boolean; shiftKey?: boolean } = {}) =>
  fire(target, {
    type: "keydown",
    key,
    code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key,
    keyCode: 1,
    at,
    ...more,
  });

describe("while an input method is at work nothing is sent and no key does anything", () => {
  for (const { browser, ending, fired } of imeRecordings) {
    it(`${browser}: ${ending}`, () => {
      for (const event of fired) fire(field, event);
      expect(done).not.toHaveBeenCalled();
      press(field, "Enter", (fired.at(-1)?.at ?? 0) + 100);
      expect(done.mock.calls).toEqual([["send"]]);
    });

    it(`${browser}, ${ending}: not even with Alt`, () => {
      for (const event of fired) fire(field, { ...event, altKey: true });
      expect(done).not.toHaveBeenCalled();
    });
  }

  it("a composition that the focus left is over", () => {
    fire(field, { type: "compositionstart", at: 0 });
    act(() => void field.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    fire(field, { type: "compositionend", at: 10 });
    press(field, "Enter", 500);
    expect(done.mock.calls).toEqual([["send"]]);
  });
});

describe("without one", () => {
  it("Enter sends; with Shift it begins a line, with Alt it does nothing", () => {
    press(field, "Enter", 0, { shiftKey: true });
    press(field, "Enter", 1, { altKey: true });
    expect(done).not.toHaveBeenCalled();
    press(field, "Enter", 2);
    expect(done.mock.calls).toEqual([["send"]]);
  });

  it("letters act outside of text, with Alt also within; Escape cuts the debtor short", () => {
    for (const key of ["b", "h", "p", "r"]) press(field, key, 0);
    expect(done).not.toHaveBeenCalled();
    for (const key of ["b", "h", "p", "r"]) press(field, key, 1, { altKey: true });
    for (const key of ["b", "h", "p", "r"]) press(document.body, key, 2);
    press(field, "Escape", 3);
    expect(done.mock.calls.flat()).toEqual([
      "desk",
      "hint",
      "pause",
      "rewind",
      "desk",
      "hint",
      "pause",
      "rewind",
      "stop",
    ]);
  });
});
