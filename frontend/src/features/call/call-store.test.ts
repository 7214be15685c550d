import { describe, expect, it, vi } from "vitest";
import type { ServerFrame } from "~/wire/live";
import { CallStore } from "./call-store";

const frame = (one: unknown) => ({ kind: "frame", frame: one as ServerFrame }) as const;

describe("a call's store", () => {
  it("tells the screen of a sentence's beginning and end, and only listeners to words of the words between", () => {
    const store = new CallStore([]);
    const screen = vi.fn();
    const heard: string[] = [];
    store.subscribe(screen);
    store.onWords((words) => heard.push(words));
    store.dispatch(frame({ type: "turn.delta", turn: 0, text: "Hello" }));
    expect(store.still().speaking).toBe(true);
    const shown = store.still();
    screen.mockClear();
    store.dispatch(frame({ type: "turn.delta", turn: 0, text: ", who" }));
    store.dispatch(frame({ type: "turn.delta", turn: 0, text: " is it?" }));
    expect(screen).not.toHaveBeenCalled();
    expect(store.still()).toBe(shown);
    expect(heard).toEqual(["Hello", "Hello, who", "Hello, who is it?"]);
    store.dispatch(
      frame({
        type: "turn.completed",
        seq: 2,
        at: "2026-01-05T09:00:00Z",
        turn: 0,
        speaker: "debtor",
        contact: "c",
        text: "Hello, who is it?",
        interrupted: false,
      }),
    );
    expect(screen).toHaveBeenCalledTimes(1);
    expect(store.still()).toMatchObject({ speaking: false, lastSeq: 2 });
    expect(heard.at(-1)).toBe("");
  });

  it("forgets who no longer listens", () => {
    const store = new CallStore([]);
    const screen = vi.fn();
    store.subscribe(screen)();
    const hear = vi.fn();
    store.onWords(hear)();
    store.dispatch(frame({ type: "turn.delta", turn: 0, text: "Hello" }));
    expect(screen).not.toHaveBeenCalled();
    expect(hear).not.toHaveBeenCalled();
  });
});
