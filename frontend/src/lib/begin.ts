import { ApiError, request } from "./http";
import type { SessionView } from "./model";

/** The keys of requests to begin a call whose answer has not come, by what they ask for. */
const unanswered = new Map<string, string>();

const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

/** Without an answer of the server itself nobody knows whether the call began; a proxy may have answered. */
const answered = (error: unknown) => error instanceof ApiError && error.status > 0 && error.status < 500;

/** Begins a call. Sent again after its answer was lost, it leads to the call that began then, and to no second one. */
export async function begin(path: string, body: object): Promise<SessionView> {
  const asked = JSON.stringify([path, body]);
  const before = unanswered.get(asked);
  const key = before ?? newKey();
  unanswered.set(asked, key);
  try {
    const session = await request<SessionView>(path, { method: "POST", body, key });
    unanswered.delete(asked);
    // Found in the list and held meanwhile: what is wanted now is another.
    return before && session.status !== "live" ? await begin(path, body) : session;
  } catch (error) {
    if (answered(error)) unanswered.delete(asked);
    throw error;
  }
}
