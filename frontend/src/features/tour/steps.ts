import type { Lang } from "~/lib/model";
import script from "./script.json";

/** The case of the tour and the seed that makes its debtor behave alike each time. */
export const tourCase = script.scenario;
export const tourSeed = script.seed;

/** What is said for the visitor, in the language of the call. The last line gives away what the others won. */
export const tourLines = (lang: Lang): string[] => script.lines[lang];

/** The parts of a debrief that are shown, with the section each is about. */
export const debriefStops = [
  { name: "outcome", anchor: "main" },
  { name: "sentence", anchor: "notes" },
  { name: "mind", anchor: "mind" },
  { name: "yours", anchor: "main" },
] as const;

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
