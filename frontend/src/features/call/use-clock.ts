import { useEffect, useState } from "react";
import { type CallState, longestSilenceMs } from "./call-state";

/**
 * Time on the call in milliseconds. The server's clock counts between events; since the last one the browser's does,
 * so that two clocks that disagree never make the time jump.
 */
export function useClock(state: Pick<CallState, "clockMs" | "lastAt" | "paused" | "ended">): number {
  const { clockMs, lastAt, paused, ended } = state;
  const running = lastAt !== null && !paused && ended === null;
  const [since, setSince] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new event restarts the browser's part of the count
  useEffect(() => {
    setSince(0);
    if (!running) return;
    const start = performance.now();
    const timer = setInterval(() => setSince(performance.now() - start), 500);
    return () => clearInterval(timer);
  }, [running, lastAt]);
  return clockMs + (running ? Math.min(since, longestSilenceMs) : 0);
}
