import { describe, expect, it } from "vitest";
import type { ServerFrame } from "~/wire/live";
import {
  type CallInput,
  type CallState,
  canSpeak,
  debtorBusy,
  longestSilenceMs,
  reduceCall,
  startCall,
} from "./call-state";

const at = (second: number) => new Date(Date.UTC(2026, 4, 6, 9, 0, second)).toISOString();
const frame = (one: ServerFrame): CallInput => ({ kind: "frame", frame: one });
const play = (inputs: CallInput[], from: CallState = startCall()) => inputs.reduce(reduceCall, from);

const started = frame({
  type: "session.started",
  seq: 1,
  at: at(0),
  session: "ses_1",
  scenario: "charmer",
  lang: "en",
  mode: "practice",
  contact: "boss",
});
const hello = (epoch = "ep_1", last_seq = 1) => frame({ type: "hello", session: "ses_1", epoch, last_seq });
const open: CallInput = { kind: "link", link: "open" };
const delta = (turn: number, text: string) => frame({ type: "turn.delta", turn, text });
const completed = (seq: number, turn: number, text: string, interrupted = false) =>
  frame({ type: "turn.completed", seq, at: at(seq), turn, speaker: "debtor", contact: "boss", text, interrupted });
const accepted = (seq: number, turn: number, id: string, text: string) =>
  frame({ type: "turn.accepted", seq, at: at(seq), turn, client_turn_id: id, speaker: "trainee", text });

/** The debtor has picked up and spoken the opening; the trainee may speak. */
const opened = [
  open,
  hello(),
  started,
  delta(0, "Hello, "),
  delta(0, "who is it?"),
  completed(2, 0, "Hello, who is it?"),
];
const say: CallInput = { kind: "say", id: "c-1", text: "When will you pay?" };
const sent: CallInput = { kind: "sent", id: "c-1" };

describe("the debtor's words", () => {
  it("grow with each delta and are replaced by the whole utterance", () => {
    const growing = play(opened.slice(0, 5));
    expect(growing.speech).toEqual({ turn: 0, text: "Hello, who is it?" });
    expect(growing.entries).toEqual([]);
    const whole = play(opened);
    expect(whole.speech).toBeNull();
    expect(whole.entries).toMatchObject([{ kind: "debtor", turn: 0, text: "Hello, who is it?", interrupted: false }]);
  });

  it("do not come back when a delta arrives after the whole utterance", () => {
    expect(play([...opened, delta(0, "late")]).speech).toBeNull();
  });

  it("start again from the first word after a reconnect, because the server repeats what it had said", () => {
    const cut = play([...opened.slice(0, 4), { kind: "link", link: "lost" }, open, hello(), delta(0, "Hello, who")]);
    expect(cut.speech?.text).toBe("Hello, who");
  });

  it("are marked when they were cut short", () => {
    const state = play([
      ...opened,
      say,
      sent,
      accepted(3, 1, "c-1", "When?"),
      delta(2, "Well"),
      completed(4, 2, "Well", true),
    ]);
    expect(state.entries.at(-1)).toMatchObject({ text: "Well", interrupted: true });
    expect(debtorBusy(state)).toBe(false);
  });
});

describe("a sentence of the trainee", () => {
  it("waits while the debtor speaks and may go out when they have finished", () => {
    const during = play([...opened.slice(0, 4), say]);
    expect(canSpeak(during)).toBe(false);
    expect(canSpeak(play([completed(2, 0, "Hello, who is it?")], during))).toBe(true);
  });

  it("leaves the pending list and gets its tick only when it is stored", () => {
    const out = play([...opened, say, sent]);
    expect(out.pending).toEqual([{ id: "c-1", text: "When will you pay?", state: "sent" }]);
    expect(out.entries.some((e) => e.kind === "trainee")).toBe(false);
    const stored = play([accepted(3, 1, "c-1", "When will you pay?")], out);
    expect(stored.pending).toEqual([]);
    expect(stored.entries.at(-1)).toMatchObject({ kind: "trainee", turn: 1, text: "When will you pay?" });
    expect(debtorBusy(stored)).toBe(true);
  });

  it("is sent again under the same id when the line broke before the tick", () => {
    const lost = play([...opened, say, sent, { kind: "link", link: "lost" }]);
    expect(lost.pending).toEqual([{ id: "c-1", text: "When will you pay?", state: "waiting" }]);
    expect(canSpeak(lost)).toBe(false);
    expect(canSpeak(play([open, hello("ep_1", 2)], lost))).toBe(true);
  });

  it("is ticked by the repeated event of a sentence that had arrived after all, without appearing twice", () => {
    const stored = play([...opened, say, sent, accepted(3, 1, "c-1", "When will you pay?"), completed(4, 2, "Soon.")]);
    const again = play([say, sent, accepted(3, 1, "c-1", "When will you pay?")], stored);
    expect(again.pending).toEqual([]);
    expect(again.entries.filter((e) => e.kind === "trainee")).toHaveLength(1);
  });

  it("waits as long as the server asks when the debtor is busy, and nobody is alarmed", () => {
    const busy = frame({ type: "error", code: "busy", message: "wait", client_turn_id: "c-1", retry_after_ms: 500 });
    const held = play([...opened, say, sent, busy]);
    expect(held.pending[0]?.state).toBe("waiting");
    expect(held.fault).toBeNull();
    expect(canSpeak(held)).toBe(false);
    expect(canSpeak(play([{ kind: "held" }], held))).toBe(true);
  });

  it("is given back to the trainee when the server refuses it", () => {
    const refusal = frame({ type: "error", code: "too_large", message: "too long", client_turn_id: "c-1" });
    const refused = play([...opened, say, sent, refusal]);
    expect(refused.pending[0]?.state).toBe("refused");
    expect(refused.fault?.code).toBe("too_large");
    expect(play([{ kind: "again", id: "c-1" }], refused).pending[0]?.state).toBe("waiting");
    expect(play([{ kind: "withdraw", id: "c-1" }], refused).pending).toEqual([]);
  });
});

describe("a call that is open in another window", () => {
  const elsewhere = frame({ type: "error", code: "busy", message: "open in another window" });
  const taken: CallInput = { kind: "link", link: "taken" };

  it("leaves the waiting window only the question, and nothing of the refusal after it is continued there", () => {
    const waiting = play([open, elsewhere, taken]);
    expect(waiting.fault).toBeNull();
    expect(debtorBusy(waiting)).toBe(false);
    expect(play([open, hello(), started, completed(2, 0, "Hello?")], waiting).fault).toBeNull();
  });

  it("keeps a fault that had another cause", () => {
    const other = frame({ type: "error", code: "storage", message: "disk full" });
    expect(play([...opened, other, taken]).fault?.code).toBe("storage");
  });
});

describe("a reconnect", () => {
  it("repeats nothing that was already shown", () => {
    const replay = [hello(), started, completed(2, 0, "Hello, who is it?")];
    const state = play([...opened, { kind: "link", link: "lost" }, open, ...replay, completed(3, 1, "Still there?")]);
    expect(state.entries.map((e) => e.seq)).toEqual([2, 3]);
    expect(state.lastSeq).toBe(3);
  });

  it("knows from the log alone that the debtor owes an answer", () => {
    const state = play([open, hello("ep_2", 3), started, completed(2, 0, "Hello?"), accepted(3, 1, "c-9", "Pay up")]);
    expect(debtorBusy(state)).toBe(true);
  });

  it("keeps apart what is old and what is new for those who listen", () => {
    expect(play([open, hello("ep_1", 7)]).joinedAt).toBe(7);
    expect(play([open, hello("ep_1", 7), hello("ep_2", 9)]).joinedAt).toBe(7);
  });
});

describe("the rest of the call", () => {
  it("shows who is on the line, what was done on the desk, and hints, in the order of the log", () => {
    const state = play([
      ...opened,
      frame({ type: "action.done", seq: 3, at: at(3), action: "send_statement", name: "Send the statement" }),
      completed(4, 1, "Got it."),
      frame({ type: "contact.changed", seq: 5, at: at(5), contact: "accountant" }),
      frame({ type: "hint.given", seq: 6, at: at(6), turn: 2, rung: 1, text: "Ask for a day." }),
    ]);
    expect(state.entries.map((e) => e.kind)).toEqual(["debtor", "action", "debtor", "contact", "hint"]);
    expect(state.contact).toBe("accountant");
  });

  it("lets nobody speak while it is paused or over", () => {
    const paused = play([...opened, frame({ type: "session.paused", seq: 3, at: at(3) })]);
    expect(canSpeak(paused)).toBe(false);
    const resumed = play([frame({ type: "session.resumed", seq: 4, at: at(9) })], paused);
    expect(canSpeak(resumed)).toBe(true);
    const ended = play([frame({ type: "session.ended", seq: 5, at: at(10), reason: "debtor_hung_up" })], resumed);
    expect(ended.ended).toBe("debtor_hung_up");
    expect(canSpeak(ended)).toBe(false);
    expect(play([frame({ type: "assessment.ready", seq: 6, at: at(11), assessment_id: "asm_1" })], ended).scored).toBe(
      true,
    );
  });

  it("counts time without pauses", () => {
    const state = play([
      ...opened,
      frame({ type: "session.paused", seq: 3, at: at(3) }),
      frame({ type: "session.resumed", seq: 4, at: at(40) }),
      frame({ type: "hint.given", seq: 5, at: at(45), turn: 1, rung: 1, text: "Ask for a day." }),
    ]);
    expect(state.clockMs).toBe(8000);
  });

  it("does not count the hours a page was closed", () => {
    const late = frame({
      type: "turn.completed",
      seq: 3,
      at: new Date(Date.UTC(2026, 4, 7)).toISOString(),
      turn: 1,
      speaker: "debtor",
      contact: "boss",
      text: "Morning.",
      interrupted: false,
    });
    expect(play([...opened, late]).clockMs).toBe(2000 + longestSilenceMs);
  });

  it("shows the same fault twice as two", () => {
    const fault = frame({ type: "error", code: "not_found", message: "no hint" });
    const once = play([...opened, fault]);
    expect(play([fault], once).fault?.count).toBe((once.fault?.count ?? 0) + 1);
    expect(play([{ kind: "dismiss" }], once).fault).toBeNull();
  });

  it("never changes the state it was given", () => {
    const before = play(opened);
    const copy = structuredClone(before);
    play([say, sent, accepted(3, 1, "c-1", "When will you pay?"), delta(2, "So")], before);
    expect(before).toEqual(copy);
  });
});
