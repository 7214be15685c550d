import { forgetOldest, recall, remember } from "./storage";

const prefix = "huikuan:draft:";
/** Calls whose unsent text is kept, the latest ones. */
const keptCalls = 40;

/** What is typed and not sent in a call: from before a reload or a crash of the tab, or put there to be tried. */
export const keptDraft = (session: string) => recall("local", prefix + session) ?? "";

export function keepDraft(session: string, text: string) {
  const first = recall("local", prefix + session) === null;
  remember("local", prefix + session, text === "" ? null : text);
  if (first && text !== "") forgetOldest(prefix, keptCalls);
}
