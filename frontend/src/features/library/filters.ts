import type { ScenarioSummary } from "~/lib/model";

/** How late the oldest invoice is, in days. */
export const lateness = { early: [0, 14], late: [15, 30], veryLate: [31, Number.POSITIVE_INFINITY] } as const;

export interface Filters {
  level: "" | "1" | "2" | "3";
  late: "" | keyof typeof lateness;
  trade: string;
  skill: string;
  lang: "" | "zh" | "en";
  own: "" | "new" | "open" | "passed";
}

export const noFilters: Filters = { level: "", late: "", trade: "", skill: "", lang: "", own: "" };

/** What a total has to reach to have passed. */
const passMark = 60;

/** Reads filters from an address; what it does not know is left open. */
export function readFilters(search: string): Filters {
  const asked = new URLSearchParams(search);
  const one = <T extends string>(key: string, allowed: readonly T[]) =>
    allowed.find((value) => value === asked.get(key)) ?? "";
  return {
    level: one("level", ["1", "2", "3"]),
    late: one("late", ["early", "late", "veryLate"]),
    lang: one("lang", ["zh", "en"]),
    own: one("own", ["new", "open", "passed"]),
    trade: asked.get("trade") ?? "",
    skill: asked.get("skill") ?? "",
  };
}

/** Writes filters as the search part of an address; empty when none is set. */
export function writeFilters(filters: Filters): string {
  const set = Object.entries(filters).filter(([, value]) => value !== "");
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}

export function fits(scenario: ScenarioSummary, filters: Filters): boolean {
  const { level, late, trade, skill, lang, own } = filters;
  if (level !== "" && String(scenario.difficulty) !== level) return false;
  if (late !== "") {
    const [from, to] = lateness[late];
    if (scenario.days_late < from || scenario.days_late > to) return false;
  }
  if (trade !== "" && scenario.trade !== trade) return false;
  if (skill !== "" && !scenario.trains.some((one) => one.id === skill)) return false;
  if (lang !== "" && !scenario.langs.includes(lang)) return false;
  const passed = scenario.best !== null && scenario.best.total >= passMark;
  if (own === "new") return scenario.attempts.calls === 0;
  if (own === "passed") return passed;
  if (own === "open") return scenario.attempts.calls > 0 && !passed;
  return true;
}
