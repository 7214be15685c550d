import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Choice } from "~/components/choice";
import { SelectField } from "~/components/field";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import { scenariosQuery } from "~/lib/queries";
import type { Reading } from "~/lib/transcripts";
import { contentLang } from "~/lib/ui-lang";
import styles from "./import.module.css";

/** What a call does not say of itself for sure. */
export interface AboutCall {
  lang: Lang;
  scenario: string;
  law: string;
}

export function About({
  about,
  laws,
  onChange,
}: {
  about: AboutCall;
  laws: Reading["laws"];
  onChange: (about: AboutCall) => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const cases = useQuery(scenariosQuery(ui)).data ?? [];
  return (
    <div className={styles.about}>
      <Choice<Lang>
        label={t("start.callLang")}
        value={about.lang}
        options={[
          { value: "zh", label: "中文", lang: "zh-CN" },
          { value: "en", label: "English", lang: "en" },
        ]}
        onChange={(lang) => onChange({ ...about, lang })}
      />
      <SelectField
        label={t("import.case")}
        value={about.scenario}
        options={[
          { value: "", label: t("import.noCase") },
          ...cases.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={(scenario) => onChange({ ...about, scenario })}
      />
      {about.scenario === "" && (
        <SelectField
          label={t("import.law")}
          value={about.law}
          options={laws.map(({ id, title }) => ({ value: id, label: title[contentLang(ui)] }))}
          onChange={(law) => onChange({ ...about, law })}
        />
      )}
    </div>
  );
}
