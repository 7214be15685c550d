/** The filters of the desk as they stand in the page's address. */
export interface Filters {
  q: string;
  purpose: string;
  trainee: string;
  case: string;
  lang: string;
  mode: string;
  verdict: string;
  red_line: string;
  min: string;
  max: string;
  from: string;
  to: string;
  needs_review: boolean;
  open_comments: boolean;
  overridden: boolean;
}

const texts = [
  "q",
  "purpose",
  "trainee",
  "case",
  "lang",
  "mode",
  "verdict",
  "red_line",
  "min",
  "max",
  "from",
  "to",
] as const;
const flags = ["needs_review", "open_comments", "overridden"] as const;

export const noFilters: Filters = {
  q: "",
  purpose: "",
  trainee: "",
  case: "",
  lang: "",
  mode: "",
  verdict: "",
  red_line: "",
  min: "",
  max: "",
  from: "",
  to: "",
  needs_review: false,
  open_comments: false,
  overridden: false,
};

export function readFilters(address: URLSearchParams): Filters {
  const filters = { ...noFilters };
  for (const name of texts) filters[name] = address.get(name) ?? "";
  for (const name of flags) filters[name] = address.get(name) === "true";
  return filters;
}

export function writeFilters(filters: Filters): URLSearchParams {
  const address = new URLSearchParams();
  for (const name of texts) if (filters[name].trim() !== "") address.set(name, filters[name].trim());
  for (const name of flags) if (filters[name]) address.set(name, "true");
  return address;
}

const points = (text: string) => (/^\d{1,3}$/.test(text) && Number(text) <= 100 ? text : "");

/** A civil day of the reader's own calendar as the moment it begins. */
function beginning(day: string, later = 0): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return "";
  const time = new Date(year, month - 1, date + later);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

/** What the server is asked: days become moments, and what is not finished typing is left out. */
export function askedOf(filters: Filters): string {
  const asked = writeFilters({ ...filters, min: points(filters.min), max: points(filters.max), from: "", to: "" });
  const from = beginning(filters.from);
  const to = beginning(filters.to, 1);
  if (from) asked.set("from", from);
  if (to) asked.set("to", to);
  return asked.toString();
}

/** How many filters narrow the list, the words apart. */
export const activeFilters = (filters: Filters) => [...writeFilters({ ...filters, q: "" }).keys()].length;
