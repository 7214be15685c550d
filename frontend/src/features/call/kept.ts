import { forgetOldest, recall, remember } from "~/lib/storage";
import type { Pending } from "./call-state";

const prefix = "huikuan:pending:";
/** Calls whose sentences are kept, the latest ones. */
const keptCalls = 40;

/** Sentences that were sent and not acknowledged before a reload or a crash; their ids make it safe to send them again. */
export function keptPending(session: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(recall("local", prefix + session) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one: Partial<Pending>): Pending[] =>
      typeof one?.id === "string" && typeof one.text === "string"
        ? [{ id: one.id, text: one.text, state: one.state === "refused" ? "refused" : "waiting" }]
        : [],
    );
  } catch {
    return [];
  }
}

export function keepPending(session: string, pending: Pending[]) {
  remember("local", prefix + session, pending.length === 0 ? null : JSON.stringify(pending));
  if (pending.length > 0) forgetOldest(prefix, keptCalls);
}
