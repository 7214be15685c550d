import type { components } from "~/wire/api";
import { request } from "./http";
import type { Lang, Scorecard } from "./model";

type Schemas = components["schemas"];

export type TranscriptFault = Schemas["TranscriptFault"];
export type Voice = Schemas["VoiceView"];
/** A real call as the server read it. */
export type Reading = Omit<Schemas["TranscriptView"], "fault" | "lang"> & { fault: TranscriptFault | null; lang: Lang };

/** Which side a label of a transcript is on; `out` is no part of the call. Empty until somebody says. */
export type Side = "trainee" | "debtor" | "out" | "";

/** A real call with everybody's side said, as it is scored. */
export interface RealCall {
  lang: Lang;
  scenario?: string;
  law_pack?: string;
  turns: { speaker: "trainee" | "debtor"; text: string; contact?: string }[];
}

/** How much of a transcript the server takes, in bytes. */
export const maxTranscript = 1_000_000;

export const readTranscript = (text: string) => request<Reading>("transcripts/read", { method: "POST", text });
export const scoreTranscript = (call: RealCall) => request<Scorecard>("transcripts", { method: "POST", body: call });
export const draftOfTranscript = (id: string, call: RealCall) =>
  request<{ source: string }>(`transcripts/draft?id=${encodeURIComponent(id)}`, { method: "POST", body: call });

/** The turns of a reading, each with its side; those of labels left out are left out. */
export function turnsOf({ turns, speakers }: Reading, sideOf: (label: string) => Side): RealCall["turns"] {
  return turns.flatMap(({ speaker, text, contact }) => {
    const side = sideOf(speakers[speaker]?.label ?? "");
    return side === "trainee" || side === "debtor" ? [{ speaker: side, text, ...(contact ? { contact } : {}) }] : [];
  });
}

/** The words of a file, however Windows saved them: UTF-8, UTF-16 or GB18030. */
export function wordsOfFile(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
