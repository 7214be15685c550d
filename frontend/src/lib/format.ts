import type { Money, UiLang } from "./model";

const locale = (lang: UiLang) => ({ zh: "zh-CN", "zh-TW": "zh-TW", en: "en-GB" })[lang];

/** Makes a formatter once for each way of writing: the first costs a slow phone a tenth of a second, each further one some of it. */
function kept<Options, Made>(make: (locale: string, options: Options) => Made) {
  const made = new Map<string, Made>();
  return (lang: UiLang, options: Options): Made => {
    const way = `${lang} ${JSON.stringify(options)}`;
    const one = made.get(way) ?? make(locale(lang), options);
    made.set(way, one);
    return one;
  };
}
const numbers = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));
const dates = kept((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));

/** Makes the browser read what it knows of writing sums and days, while there is nothing else to do; in two steps, for each takes time. */
export function warmFormats(lang: UiLang) {
  setTimeout(() => money({ minor: 100, currency: "CNY" }, lang));
  setTimeout(() => dayOf(new Date().toISOString(), lang));
}

/** What Chinese readers count large sums in; Intl knows the words. */
const units = [1e8, 1e4];

/**
 * Writes an amount in the currency's own way; cents only where there are some. Chinese readers get it in ten thousands or
 * hundred millions where two decimals say it exactly; `digits` writes every digit, for columns of figures.
 */
export function money({ minor, currency }: Money, lang: UiLang, style: "short" | "digits" = "short"): string {
  const digits = numbers(lang, { style: "currency", currency }).resolvedOptions().maximumFractionDigits as number;
  const value = minor / 10 ** digits;
  const unit = units.find((size) => value >= size);
  const short = style === "short" && lang !== "en" && unit !== undefined && (value * 100) % unit === 0;
  if (short) {
    return numbers(lang, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      notation: "compact",
      useGrouping: true,
      minimumFractionDigits: 0,
      maximumFractionDigits: 2,
    }).format(value);
  }
  return numbers(lang, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  }).format(value);
}

/** Writes an amount that is only expected, to three figures: more would claim to know it. */
export function estimate(amount: Money, lang: UiLang): string {
  return money({ ...amount, minor: Number(amount.minor.toPrecision(3)) }, lang);
}

/** Writes a civil date (YYYY-MM-DD) with its weekday, the same in every time zone. */
export function civilDate(date: string, lang: UiLang, style: "full" | "short" = "short"): string {
  const time = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return date;
  return dates(lang, {
    timeZone: "UTC",
    year: style === "full" ? "numeric" : undefined,
    month: "short",
    day: "numeric",
    weekday: style === "full" ? "long" : "short",
  }).format(time);
}

/** Writes a civil date without the weekday, for tables. */
export function plainDate(date: string, lang: UiLang): string {
  const time = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return date;
  return dates(lang, {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
  }).format(time);
}

/** Writes the day of a moment in the reader's own time zone. */
export function dayOf(iso: string, lang: UiLang): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  return dates(lang, { month: "short", day: "numeric" }).format(time);
}

/** Writes the weekday of a civil date as short as it gets: 一, M. */
export function weekday(date: string, lang: UiLang): string {
  return dates(lang, { timeZone: "UTC", weekday: "narrow" }).format(new Date(`${date}T00:00:00Z`));
}

/** Writes a moment in the reader's own time zone. */
export function moment(iso: string, lang: UiLang): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  return dates(lang, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(time);
}

/** Writes a length of time as minutes and seconds; hours appear when there are some. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Characters as the server counts them: code points, not UTF-16 units. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
