import type { Lang } from "./model";

const path = encodeURIComponent;

/** Minutes the reader's clock is ahead of UTC: days begin where the browser is. */
export const clockOffset = () => -new Date().getTimezoneOffset();

/** Addresses under /api/v1 of what a page shows first; the page asks for them before its script has arrived. */
export const addresses = {
  practice: (lang: Lang, demo = "") =>
    `practice?lang=${lang}&offset=${clockOffset()}${demo ? `&demo=${path(demo)}` : ""}`,
  demo: () => "demo",
  scenarios: (lang: Lang) => `scenarios?lang=${lang}`,
  scenario: (id: string, lang: Lang) => `scenarios/${path(id)}?lang=${lang}`,
  session: (id: string) => `sessions/${path(id)}`,
  sessionCase: (id: string) => `sessions/${path(id)}/case`,
  /** What explains a call comes in the language `told`. */
  inWords: (id: string, part: "assessment" | "debrief" | "diagnosis" | "review" | "better" | "branches", told: Lang) =>
    `sessions/${path(id)}/${part}?lang=${told}`,
};
