import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { Choice } from "~/components/choice";
import { Trouble } from "~/components/query-state";
import { htmlLang } from "~/lib/i18n";
import type { Diagnosis, DiagnosisSheet, Lang, TruthValue } from "~/lib/model";
import { diagnosisQuery, giveDiagnosis } from "~/lib/queries";
import styles from "./diagnosis.module.css";

type Beliefs = Omit<Diagnosis, "excuses"> & { excuses: Record<string, TruthValue> };

const nothing: Beliefs = { debtor_type: "", reason: "", decides: "", next: "", excuses: {} };

/** What the trainee makes of the debtor, asked before the truth is shown. */
export function DiagnosisForm({
  session,
  sheet,
  lang,
  onSkip,
}: {
  session: string;
  sheet: DiagnosisSheet;
  lang: Lang;
  onSkip: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [beliefs, setBeliefs] = useState(nothing);
  const set = (part: Partial<Beliefs>) => setBeliefs((was) => ({ ...was, ...part }));
  const give = useMutation({
    mutationFn: () =>
      giveDiagnosis(session, {
        ...beliefs,
        excuses: Object.entries(beliefs.excuses).map(([excuse, truth]) => ({ excuse, truth })),
      }),
    onSuccess: (result) => client.setQueryData(diagnosisQuery(session).queryKey, { ...sheet, result }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };

  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="diagnosis-title">
      <header>
        <h1 id="diagnosis-title">{t("diagnosis.title")}</h1>
        <p>{t("diagnosis.lead")}</p>
      </header>
      <Select
        label={t("diagnosis.debtor_type")}
        choices={sheet.debtor_types}
        value={beliefs.debtor_type}
        lang={lang}
        onChange={(debtor_type) => set({ debtor_type })}
      />
      <Select
        label={t("diagnosis.reason")}
        choices={sheet.reasons}
        value={beliefs.reason}
        lang={lang}
        onChange={(reason) => set({ reason })}
      />
      <Select
        label={t("diagnosis.decides")}
        choices={sheet.contacts}
        value={beliefs.decides}
        lang={lang}
        onChange={(decides) => set({ decides })}
      />
      {sheet.excuses.length > 0 && (
        <fieldset className={styles.excuses}>
          <legend>{t("diagnosis.excuses")}</legend>
          {sheet.excuses.map((excuse) => (
            <div key={excuse.id} className={styles.excuse}>
              <span lang={htmlLang(lang)}>{excuse.name}</span>
              <Choice<TruthValue | "">
                label={excuse.name}
                hideLabel
                value={beliefs.excuses[excuse.id] ?? ""}
                onChange={(truth) => truth && set({ excuses: { ...beliefs.excuses, [excuse.id]: truth } })}
                options={(["true", "half", "false"] as const).map((value) => ({
                  value,
                  label: t(`truth.${value}`),
                }))}
              />
            </div>
          ))}
        </fieldset>
      )}
      <Select
        label={t("diagnosis.next")}
        choices={sheet.next}
        value={beliefs.next}
        lang={lang}
        onChange={(next) => set({ next })}
      />
      {give.isError && <Trouble error={give.error} />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" size="l" disabled={give.isPending}>
          {t("diagnosis.give")}
        </Button>
        <Button look="quiet" size="l" onClick={onSkip}>
          {t("diagnosis.skip")}
        </Button>
      </div>
    </form>
  );
}

function Select({
  label,
  choices,
  value,
  lang,
  onChange,
}: {
  label: string;
  choices: { id: string; name: string }[];
  value: string;
  lang: Lang;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <p className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("diagnosis.unknown")}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id} lang={htmlLang(lang)}>
            {choice.name}
          </option>
        ))}
      </select>
    </p>
  );
}
