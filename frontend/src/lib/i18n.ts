import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { UiLang } from "./model";
import { remember } from "./storage";
import { firstLang, htmlLang, isUiLang, uiLangKey, wordsOf } from "./ui-lang";

async function load(lang: UiLang) {
  if (i18next.hasResourceBundle(lang, "translation")) return;
  const { default: words } = await wordsOf(lang);
  i18next.addResourceBundle(lang, "translation", words);
}

/** Resolves when the page's words are there. */
export async function startI18n() {
  const lang = firstLang();
  const { default: words } = await wordsOf(lang);
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: false,
    load: "currentOnly",
    resources: { [lang]: { translation: words } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  document.documentElement.lang = htmlLang(lang);
}

export async function setUiLang(lang: UiLang) {
  remember("local", uiLangKey, lang);
  await load(lang);
  document.documentElement.lang = htmlLang(lang);
  await i18next.changeLanguage(lang);
}

export function useUiLang(): UiLang {
  const { i18n } = useTranslation();
  return isUiLang(i18n.language) ? i18n.language : "en";
}
