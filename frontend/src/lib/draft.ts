import { recall, remember } from "./storage";

const draftKey = (session: string) => `huikuan:draft:${session}`;

/** What is typed and not sent in a call, from before a reload or put there to be tried. */
export const keptDraft = (session: string) => recall("session", draftKey(session)) ?? "";

export const keepDraft = (session: string, text: string) =>
  remember("session", draftKey(session), text === "" ? null : text);
