import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button";
import { Choice } from "~/components/choice";
import { PhoneIcon } from "~/components/icons";
import { ProblemLine } from "~/components/problem-line";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import { tryCase } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import styles from "./draft-desk.module.css";

export function LangChoice({ lang, onChange }: { lang: Lang; onChange: (lang: Lang) => void }) {
  const { t } = useTranslation();
  return (
    <Choice<Lang>
      label={t("start.callLang")}
      value={lang}
      onChange={onChange}
      options={[
        { value: "zh", label: "中文", lang: "zh-CN" },
        { value: "en", label: "English", lang: "en" },
      ]}
    />
  );
}

/** Calls the debtor of the text as it stands, saved or not. */
export function TryIt({ source, sound }: { source: string; sound: boolean }) {
  const { t } = useTranslation();
  const [lang, setLang] = useState<Lang>(contentLang(useUiLang()));
  const [, navigate] = useLocation();
  const call = useMutation({
    mutationFn: () => tryCase(source, lang),
    onSuccess: (session) => navigate(`/calls/${session.id}`),
  });
  return (
    <section className={styles.panel} aria-labelledby="try">
      <h2 id="try">{t("studio.try.title")}</h2>
      <p>{t("studio.try.text")}</p>
      <div className={styles.row}>
        <LangChoice lang={lang} onChange={setLang} />
        <Button icon={<PhoneIcon />} disabled={!sound || call.isPending} onClick={() => call.mutate()}>
          {t("studio.try.call")}
        </Button>
      </div>
      {call.isError && <ProblemLine error={call.error} />}
    </section>
  );
}
