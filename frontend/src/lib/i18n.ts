import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import en from "~/locales/en.json";
import zh from "~/locales/zh.json";
import type { Lang, UiLang } from "./model";
import { recall, remember } from "./storage";

const key = "huikuan:ui";

/** The page's languages, each by its own name. */
export const uiLangs: { value: UiLang; label: string }[] = [
  { value: "zh", label: "简体中文" },
  { value: "zh-TW", label: "繁體中文" },
  { value: "en", label: "English" },
];

const isUiLang = (value: string | null): value is UiLang => uiLangs.some((one) => one.value === value);

/** Readers of the traditional script say so by region or by script. */
const traditional = /^zh-(hant|tw|hk|mo)\b/;

/** The reader's own choice, else the browser's first language that we speak. */
export function preferredLang(stored: string | null, languages: readonly string[]): UiLang {
  if (isUiLang(stored)) return stored;
  for (const language of languages) {
    const tag = language.toLowerCase();
    if (traditional.test(tag)) return "zh-TW";
    if (tag.startsWith("zh")) return "zh";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** The tag screen readers and fonts understand. */
export const htmlLang = (lang: UiLang) => ({ zh: "zh-CN", "zh-TW": "zh-Hant-TW", en: "en" })[lang];

/** The language of calls, cases and debriefs nearest to the page's: they are written in two. */
export const contentLang = (ui: UiLang): Lang => (ui === "en" ? "en" : "zh");

/** The third catalogue comes when it is asked for. */
async function load(lang: UiLang) {
  if (lang !== "zh-TW" || i18next.hasResourceBundle(lang, "translation")) return;
  const { default: words } = await import("~/locales/zh-TW.json");
  i18next.addResourceBundle(lang, "translation", words);
}

/** Resolves when the page's words are there. */
export async function startI18n() {
  const lang = preferredLang(recall("local", key), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    load: "currentOnly",
    resources: { zh: { translation: zh }, en: { translation: en } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await load(lang);
  document.documentElement.lang = htmlLang(lang);
}

export async function setUiLang(lang: UiLang) {
  remember("local", key, lang);
  await load(lang);
  document.documentElement.lang = htmlLang(lang);
  await i18next.changeLanguage(lang);
}

export function useUiLang(): UiLang {
  const { i18n } = useTranslation();
  return isUiLang(i18n.language) ? i18n.language : "en";
}
