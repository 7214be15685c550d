import { recall, remember } from "~/lib/storage";
import type { Pending } from "./call-state";

const pendingKey = (session: string) => `huikuan:pending:${session}`;

/** Sentences that were sent and not acknowledged before a reload; their ids make it safe to send them again. */
export function keptPending(session: string): Pending[] {
  try {
    const kept: unknown = JSON.parse(recall("session", pendingKey(session)) ?? "[]");
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

export const keepPending = (session: string, pending: Pending[]) =>
  remember("session", pendingKey(session), pending.length === 0 ? null : JSON.stringify(pending));
