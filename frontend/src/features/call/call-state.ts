import type { Link } from "~/lib/socket";
import type { ServerError, ServerFrame, ServerSessionEnded } from "~/wire/live";

/** One line of the transcript, in the order of the log. `seq` is its place there and its key. */
export type Entry =
  | { kind: "trainee"; seq: number; turn: number; text: string; at: string }
  | { kind: "debtor"; seq: number; turn: number; contact: string; text: string; interrupted: boolean; at: string }
  | { kind: "contact"; seq: number; contact: string }
  | { kind: "action"; seq: number; action: string; name: string }
  | { kind: "hint"; seq: number; rung: number; text: string; byModel: boolean }
  | { kind: "pause"; seq: number }
  | { kind: "resume"; seq: number };

/**
 * A sentence the server has not stored yet. `waiting`: to be sent as soon as the line and the debtor are free; `sent`:
 * on its way; `refused`: the server said no and the trainee has to decide.
 */
export interface Pending {
  id: string;
  text: string;
  state: "waiting" | "sent" | "refused";
}

export interface Fault {
  code: ServerError["code"];
  message: string;
  /** Counts faults, so that the same one twice shows twice. */
  count: number;
}

export interface CallState {
  link: Link;
  /** The last durable event seen: the server goes on from here after a reconnect. */
  lastSeq: number;
  /** What the log held when the page first joined; entries up to it are old news. */
  joinedAt: number | null;
  epoch: string | null;
  contact: string | null;
  entries: Entry[];
  /** The debtor's words as they grow; null when nobody speaks. */
  speech: { turn: number; text: string } | null;
  thinking: boolean;
  pending: Pending[];
  paused: boolean;
  /** Time on the call up to the last event, without pauses, in milliseconds of the server's clock. */
  clockMs: number;
  lastAt: string | null;
  ended: ServerSessionEnded["reason"] | null;
  scored: boolean;
  fault: Fault | null;
  faults: number;
  /** How long to wait before a waiting sentence is tried again after the server said it was busy. */
  holdMs: number;
}

export type CallInput =
  | { kind: "frame"; frame: ServerFrame }
  | { kind: "link"; link: Link }
  | { kind: "say"; id: string; text: string }
  | { kind: "sent"; id: string }
  | { kind: "again"; id: string }
  | { kind: "withdraw"; id: string }
  | { kind: "held" }
  | { kind: "dismiss" };

/** A gap between two events longer than this is a closed page, not a long silence; it counts no further. */
export const longestSilenceMs = 5 * 60_000;
const defaultHoldMs = 600;

export function startCall(pending: Pending[] = []): CallState {
  return {
    link: "connecting",
    lastSeq: 0,
    joinedAt: null,
    epoch: null,
    contact: null,
    entries: [],
    speech: null,
    thinking: false,
    pending,
    paused: false,
    clockMs: 0,
    lastAt: null,
    ended: null,
    scored: false,
    fault: null,
    faults: 0,
    holdMs: 0,
  };
}

/** The whole of the live call as a pure function of what came over the line and what the trainee did. */
export function reduceCall(state: CallState, input: CallInput): CallState {
  switch (input.kind) {
    case "frame":
      return reduceFrame(state, input.frame);
    case "link":
      return reduceLink(state, input.link);
    case "say":
      return { ...state, pending: [...state.pending, { id: input.id, text: input.text, state: "waiting" }] };
    case "sent":
      return { ...state, pending: mark(state.pending, input.id, "sent") };
    case "again":
      return { ...state, pending: mark(state.pending, input.id, "waiting"), fault: null };
    case "withdraw":
      return { ...state, pending: state.pending.filter((p) => p.id !== input.id) };
    case "held":
      return { ...state, holdMs: 0 };
    case "dismiss":
      return { ...state, fault: null };
  }
}

/** Whether a sentence may go out now: the line is open, the debtor silent, the clock running. */
export function canSpeak(state: CallState): boolean {
  return (
    state.link === "open" &&
    state.ended === null &&
    !state.paused &&
    !debtorBusy(state) &&
    state.holdMs === 0 &&
    !state.pending.some((p) => p.state === "sent")
  );
}

/** Whether the debtor is answering: thinking, speaking, or owing an answer to the last stored sentence. */
export function debtorBusy(state: CallState): boolean {
  if (state.ended !== null || state.link === "taken") return false;
  if (state.thinking || state.speech !== null) return true;
  const last = state.entries.findLast((e) => e.kind === "trainee" || e.kind === "debtor");
  return last === undefined ? state.lastSeq === 0 : last.kind === "trainee";
}

function reduceLink(state: CallState, link: Link): CallState {
  if (link === "open" || link === "connecting") return { ...state, link };
  // What was on its way may be lost: the same id makes it safe to send again.
  const pending = state.pending.map((p): Pending => (p.state === "sent" ? { ...p, state: "waiting" } : p));
  // The server says "busy" before it closes a line held by another window: the link itself asks the question then.
  const fault = link === "taken" && state.fault?.code === "busy" ? null : state.fault;
  return { ...state, link, pending, fault };
}

function reduceFrame(state: CallState, frame: ServerFrame): CallState {
  if ("seq" in frame) return reduceDurable(state, frame);
  switch (frame.type) {
    case "hello":
      return {
        ...state,
        joinedAt: state.joinedAt ?? frame.last_seq,
        epoch: frame.epoch,
        // Words in flight come again from the first, or arrive complete.
        speech: null,
        thinking: false,
      };
    case "turn.delta":
      return grow(state, frame.turn, frame.text);
    case "state.thinking":
      return { ...state, thinking: true };
    case "error":
      return refuse(state, frame);
    case "draining":
      return state;
  }
}

type Durable = Extract<ServerFrame, { seq: number }>;

function reduceDurable(state: CallState, frame: Durable): CallState {
  // The answer to a sentence sent twice is its stored event once more: an old seq, but still a tick.
  const pending =
    frame.type === "turn.accepted" ? state.pending.filter((p) => p.id !== frame.client_turn_id) : state.pending;
  if (frame.seq <= state.lastSeq) return pending.length === state.pending.length ? state : { ...state, pending };
  const next = tick({ ...state, pending, lastSeq: frame.seq }, frame.at);
  switch (frame.type) {
    case "session.started":
      return { ...next, contact: frame.contact };
    case "turn.accepted":
      return add(
        { ...next, thinking: true },
        { kind: "trainee", seq: frame.seq, turn: frame.turn, text: frame.text, at: frame.at },
      );
    case "turn.completed":
      return add(
        { ...next, speech: null, thinking: false, contact: frame.contact },
        {
          kind: "debtor",
          seq: frame.seq,
          turn: frame.turn,
          contact: frame.contact,
          text: frame.text,
          interrupted: frame.interrupted,
          at: frame.at,
        },
      );
    case "contact.changed":
      return add({ ...next, contact: frame.contact }, { kind: "contact", seq: frame.seq, contact: frame.contact });
    case "action.done":
      return add(
        { ...next, thinking: true },
        { kind: "action", seq: frame.seq, action: frame.action, name: frame.name ?? "" },
      );
    case "hint.given":
      return add(next, {
        kind: "hint",
        seq: frame.seq,
        rung: frame.rung,
        text: frame.text,
        byModel: frame.source === "model",
      });
    case "session.paused":
      return add({ ...next, paused: true }, { kind: "pause", seq: frame.seq });
    case "session.resumed":
      return add({ ...next, paused: false }, { kind: "resume", seq: frame.seq });
    case "session.ended":
      return { ...next, ended: frame.reason, speech: null, thinking: false, paused: false };
    case "assessment.ready":
      return { ...next, scored: true };
  }
}

function grow(state: CallState, turn: number, text: string): CallState {
  if (state.entries.some((e) => e.kind === "debtor" && e.turn === turn)) return state; // late: already complete
  const before = state.speech?.turn === turn ? state.speech.text : "";
  return { ...state, thinking: false, speech: { turn, text: before + text } };
}

function refuse(state: CallState, frame: ServerError): CallState {
  const mine = state.pending.find((p) => p.id === frame.client_turn_id);
  if (mine && frame.code === "busy") {
    // The debtor is still speaking: the sentence waits its turn and nobody needs to be told.
    const holdMs = frame.retry_after_ms || defaultHoldMs;
    return { ...state, pending: mark(state.pending, mine.id, "waiting"), holdMs };
  }
  const count = state.faults + 1;
  return {
    ...state,
    pending: mine ? mark(state.pending, mine.id, "refused") : state.pending,
    fault: { code: frame.code, message: frame.message, count },
    faults: count,
  };
}

function mark(pending: Pending[], id: string, to: Pending["state"]): Pending[] {
  return pending.map((p) => (p.id === id ? { ...p, state: to } : p));
}

function add(state: CallState, entry: Entry): CallState {
  return { ...state, entries: [...state.entries, entry] };
}

function tick(state: CallState, at: string): CallState {
  if (state.lastAt === null || state.paused) return { ...state, lastAt: at };
  const gap = Date.parse(at) - Date.parse(state.lastAt);
  const counted = Number.isFinite(gap) ? Math.min(Math.max(gap, 0), longestSilenceMs) : 0;
  return { ...state, lastAt: at, clockMs: state.clockMs + counted };
}
