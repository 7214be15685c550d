import { useTranslation } from "react-i18next";
import { setUiLang, useUiLang } from "~/lib/i18n";
import { useScheme } from "~/lib/scheme";
import { htmlLang, uiLangs } from "~/lib/ui-lang";
import { Button } from "./button";
import { SelectField } from "./field";
import { MoonIcon, SunIcon } from "./icons";

/** The page's own language; the language of a call is chosen with the call. */
export function LangSwitch() {
  const { t } = useTranslation();
  const lang = useUiLang();
  return (
    <SelectField
      compact
      hideLabel
      label={t("app.lang")}
      value={lang}
      onChange={(next) => void setUiLang(next)}
      options={uiLangs.map((one) => ({ ...one, lang: htmlLang(one.value) }))}
    />
  );
}

export function SchemeSwitch() {
  const { t } = useTranslation();
  const { scheme, setScheme } = useScheme();
  const dark = scheme === "dark";
  return (
    <Button
      look="plain"
      size="s"
      aria-label={t(dark ? "app.toLight" : "app.toDark")}
      icon={dark ? <SunIcon /> : <MoonIcon />}
      onClick={() => setScheme(dark ? "light" : "dark")}
    />
  );
}
