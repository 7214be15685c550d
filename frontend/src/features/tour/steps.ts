import type { Lang } from "~/lib/model";
import script from "./script.json";

/** The case of the tour and the seed that makes its debtor behave alike each time. */
export const tourCase = script.scenario;
export const tourSeed = script.seed;

/** What is said for the visitor, in the language of the call. The last line gives away what the others won. */
export const tourLines = (lang: Lang): string[] => script.lines[lang];

interface Stop {
  name: "outcome" | "sentence" | "mind" | "yours";
  /** The section of the debrief it is about. */
  anchor: string;
  /** What of it has to be in sight on a narrow screen, where the panel takes the lower third. */
  narrow?: string;
}

/** The parts of a debrief that are shown. */
export const debriefStops: Stop[] = [
  { name: "outcome", anchor: "main" },
  { name: "sentence", anchor: "notes", narrow: "notes-stop" },
  { name: "mind", anchor: "mind" },
  { name: "yours", anchor: "main" },
];

const lines = script.lines.zh.length;

/** Where a step stands among all: the brief, the call (picked up, its lines, hanging up), the judgement, the debrief. */
export const place = {
  brief: 1,
  line: (said: number) => 2 + said,
  judge: 3 + lines,
  debrief: (stop: number) => 4 + lines + stop,
  of: 3 + lines + debriefStops.length,
};

export type CallMoment = "ringing" | "answering" | "line" | "hangUp" | "over";

/** Where a call of the tour is: what was said so far is all there is to know, so a reload changes nothing. */
export function momentOf(call: { said: number; heard: number; busy: boolean; ended: boolean }): CallMoment {
  if (call.ended) return "over";
  if (call.heard === 0) return "ringing";
  if (call.busy || call.heard <= call.said) return "answering";
  return call.said < lines ? "line" : "hangUp";
}
