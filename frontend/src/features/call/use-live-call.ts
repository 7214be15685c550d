import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { keepDraft } from "~/lib/draft";
import { frameInReadersScript } from "~/lib/script";
import { Line, liveUrl } from "~/lib/socket";
import { recall, remember } from "~/lib/storage";
import type { ClientFrame } from "~/wire/live";
import { canSpeak, debtorBusy } from "./call-state";
import { CallStore } from "./call-store";
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

/** Joins a live call: its state, what the trainee can do, and where to hear the debtor's words as they grow. */
export function useLiveCall(session: string) {
  const [store] = useState(() => new CallStore(keptPending(session)));
  const { dispatch } = store;
  const state = useSyncExternalStore(store.subscribe, store.still);
  const line = useRef<Line | null>(null);

  useEffect(() => {
    const mine = new Line({
      url: (seq, takeover) => liveUrl(session, { after: seq, tab: tabId(), takeover }),
      after: () => store.now().lastSeq,
      onFrame: (frame) => dispatch({ kind: "frame", frame: frameInReadersScript(frame) }),
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
  }, [session, store, dispatch]);

  const { pending, holdMs, ended } = state;
  useEffect(() => keepPending(session, pending), [session, pending]);

  const free = canSpeak(store.now());
  useEffect(() => {
    if (!free) return;
    const next = pending.find((p) => p.state === "waiting");
    if (next && line.current?.send({ type: "say", client_turn_id: next.id, text: next.text })) {
      dispatch({ kind: "sent", id: next.id });
    }
  }, [free, pending, dispatch]);

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
  }, [holdMs, dispatch]);

  const send = useCallback((frame: ClientFrame) => line.current?.send(frame) ?? false, []);
  /** Speaks. While the debtor does, the sentence waits: cutting somebody short is a choice of its own. */
  const say = useCallback((text: string) => dispatch({ kind: "say", id: newId(), text }), [dispatch]);

  const sayAgain = useCallback((id: string) => dispatch({ kind: "again", id }), [dispatch]);
  const withdraw = useCallback((id: string) => dispatch({ kind: "withdraw", id }), [dispatch]);
  const dismiss = useCallback(() => dispatch({ kind: "dismiss" }), [dispatch]);
  /** Tries the line again now; a call that is open in another window is continued here. */
  const reconnect = useCallback((takeover: boolean) => line.current?.retry(takeover), []);

  const busy = debtorBusy(store.now());
  return useMemo(
    () => ({ state, words: store, busy, say, send, sayAgain, withdraw, dismiss, reconnect }),
    [state, store, busy, say, send, sayAgain, withdraw, dismiss, reconnect],
  );
}

export type LiveCall = ReturnType<typeof useLiveCall>;
