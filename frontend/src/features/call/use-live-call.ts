import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { keepDraft } from "~/lib/draft";
import { Line, liveUrl } from "~/lib/socket";
import { recall, remember } from "~/lib/storage";
import type { ClientFrame } from "~/wire/live";
import { canSpeak, debtorBusy, reduceCall, startCall } from "./call-state";
import { keepPending, keptPending } from "./kept";

const tabKey = "huikuan:tab";
/** The server stores a sentence within milliseconds; one that is not by then went into a dead line. */
const tickWithinMs = 8000;

/** Names this browser tab, so that the server knows a reload from a second window. */
function tabId(): string {
  const kept = recall("session", tabKey);
  if (kept) return kept;
  const fresh = newId();
  remember("session", tabKey, fresh);
  return fresh;
}

const newId = () => `c-${crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`}`;

/** Joins a live call: the reducer's state and what the trainee can do; apart from it the debtor's words as they grow. */
export function useLiveCall(session: string) {
  const [state, dispatch] = useReducer(reduceCall, session, (id) => startCall(keptPending(id)));
  const line = useRef<Line | null>(null);
  const after = useRef(0);
  after.current = state.lastSeq;

  useEffect(() => {
    const mine = new Line({
      url: (seq, takeover) => liveUrl(session, { after: seq, tab: tabId(), takeover }),
      after: () => after.current,
      onFrame: (frame) => {
        if ("seq" in frame) after.current = Math.max(after.current, frame.seq);
        dispatch({ kind: "frame", frame });
      },
      onLink: (link) => dispatch({ kind: "link", link }),
    });
    line.current = mine;
    mine.connect();
    const online = () => mine.retry();
    const offline = () => mine.lose();
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      mine.close();
    };
  }, [session]);

  const { pending, holdMs, ended } = state;
  useEffect(() => keepPending(session, pending), [session, pending]);

  const free = canSpeak(state);
  useEffect(() => {
    if (!free) return;
    const next = pending.find((p) => p.state === "waiting");
    if (next && line.current?.send({ type: "say", client_turn_id: next.id, text: next.text })) {
      dispatch({ kind: "sent", id: next.id });
    }
  }, [free, pending]);

  // A line can die without a word: a sentence without its tick says so, and its id makes it safe to send again.
  const unticked = pending.find((p) => p.state === "sent")?.id;
  useEffect(() => {
    if (unticked === undefined) return;
    const timer = setTimeout(() => line.current?.lose(), tickWithinMs);
    return () => clearTimeout(timer);
  }, [unticked]);

  useEffect(() => {
    if (ended !== null) keepDraft(session, "");
  }, [session, ended]);

  useEffect(() => {
    if (holdMs === 0) return;
    const timer = setTimeout(() => dispatch({ kind: "held" }), holdMs);
    return () => clearTimeout(timer);
  }, [holdMs]);

  const send = useCallback((frame: ClientFrame) => line.current?.send(frame) ?? false, []);
  /** Speaks. While the debtor does, the sentence waits: cutting somebody short is a choice of its own. */
  const say = useCallback((text: string) => dispatch({ kind: "say", id: newId(), text }), []);

  const sayAgain = useCallback((id: string) => dispatch({ kind: "again", id }), []);
  const withdraw = useCallback((id: string) => dispatch({ kind: "withdraw", id }), []);
  const dismiss = useCallback(() => dispatch({ kind: "dismiss" }), []);
  /** Tries the line again now; a call that is open in another window is continued here. */
  const reconnect = useCallback((takeover: boolean) => line.current?.retry(takeover), []);

  // One more word of the debtor's changes nothing but the words: the call stays the same object.
  const { speech, ...rest } = state;
  const speaking = speech !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the state, one by one
  const still = useMemo(() => ({ ...rest, speaking }), [speaking, ...Object.values(rest)]);
  const busy = debtorBusy(state);
  const call = useMemo(
    () => ({ state: still, busy, say, send, sayAgain, withdraw, dismiss, reconnect }),
    [still, busy, say, send, sayAgain, withdraw, dismiss, reconnect],
  );
  return { call, growing: speech?.text ?? "" };
}

export type LiveCall = ReturnType<typeof useLiveCall>["call"];
