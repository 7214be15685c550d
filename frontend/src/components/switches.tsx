import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setUiLang, useUiLang } from "~/lib/i18n";
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
  // Without keepTransitions the kit would write a <style> element on every switch, which the page's policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  return (
    <Button
      look="plain"
      size="s"
      aria-label={t(dark ? "app.toLight" : "app.toDark")}
      icon={dark ? <SunIcon /> : <MoonIcon />}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    />
  );
}
