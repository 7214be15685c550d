import type { Lang, UiLang } from "./model";
import { recall } from "./storage";

/** Where the reader's choice of the page's language is kept. */
export const uiLangKey = "huikuan:ui";

/** The page's languages, each by its own name. */
export const uiLangs: { value: UiLang; label: string }[] = [
  { value: "zh", label: "简体中文" },
  { value: "zh-TW", label: "繁體中文" },
  { value: "en", label: "English" },
];

export const isUiLang = (value: string | null): value is UiLang => uiLangs.some((one) => one.value === value);

/** Readers of the traditional script say so by region or by script. */
const traditional = /^zh-(hant|tw|hk|mo)\b/;

/** The reader's own choice, else the browser's first language that we speak. */
function preferredLang(stored: string | null, languages: readonly string[]): UiLang {
  if (isUiLang(stored)) return stored;
  for (const language of languages) {
    const tag = language.toLowerCase();
    if (traditional.test(tag)) return "zh-TW";
    if (tag.startsWith("zh")) return "zh";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** The page's language as it starts. */
export const firstLang = () => preferredLang(recall("local", uiLangKey), navigator.languages);

/** The tag screen readers and fonts understand. */
export const htmlLang = (lang: UiLang) => ({ zh: "zh-CN", "zh-TW": "zh-Hant-TW", en: "en" })[lang];

/** The language of calls, cases and debriefs nearest to the page's: they are written in two. */
export const contentLang = (ui: UiLang): Lang => (ui === "en" ? "en" : "zh");

/** Where the reader's choice of the language of debriefs is kept. */
export const toldKey = "huikuan:debrief-lang";

/** In which language calls are explained: the reader's choice, null where they made none. */
export function keptToldLang(): Lang | null {
  const kept = recall("local", toldKey);
  return kept === "zh" || kept === "en" ? kept : null;
}

/** A language's words; each is a file of its own, fetched once. */
export const wordsOf = (lang: UiLang) =>
  ({
    zh: () => import("~/locales/zh.json"),
    "zh-TW": () => import("~/locales/zh-TW.json"),
    en: () => import("~/locales/en.json"),
  })[lang]();
