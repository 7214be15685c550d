import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import en from "~/locales/en.json";
import zh from "~/locales/zh.json";
import type { Lang } from "./model";
import { recall, remember } from "./storage";

const key = "huikuan:ui";

/** The reader's own choice, else the browser's first language that we speak. */
export function preferredLang(stored: string | null, languages: readonly string[]): Lang {
  if (stored === "zh" || stored === "en") return stored;
  for (const language of languages) {
    if (language.toLowerCase().startsWith("zh")) return "zh";
    if (language.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

/** The tag screen readers and fonts understand. */
export const htmlLang = (lang: Lang) => (lang === "zh" ? "zh-CN" : "en");

export function startI18n() {
  const lang = preferredLang(recall("local", key), navigator.languages);
  void i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = htmlLang(lang);
}

export function setUiLang(lang: Lang) {
  remember("local", key, lang);
  document.documentElement.lang = htmlLang(lang);
  void i18next.changeLanguage(lang);
}

export function useUiLang(): Lang {
  const { i18n } = useTranslation();
  return i18n.language === "zh" ? "zh" : "en";
}
