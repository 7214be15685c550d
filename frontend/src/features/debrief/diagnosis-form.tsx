import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { Choice } from "~/components/choice";
import { SelectField } from "~/components/field";
import { Trouble } from "~/components/query-state";
import { ToldSwitch } from "~/components/told-switch";
import { focusPage } from "~/lib/focus-page";
import type { Diagnosis, DiagnosisSheet, TruthValue } from "~/lib/model";
import { diagnosisQuery, giveDiagnosis } from "~/lib/queries";
import { writtenTag } from "~/lib/script";
import { useTold } from "~/lib/told";
import styles from "./diagnosis.module.css";

type Beliefs = Omit<Diagnosis, "excuses"> & { excuses: Record<string, TruthValue> };

const nothing: Beliefs = { debtor_type: "", reason: "", decides: "", next: "", excuses: {} };

/** What the trainee makes of the debtor, asked before the truth is shown. */
export function DiagnosisForm({
  session,
  sheet,
  onSkip,
}: {
  session: string;
  sheet: DiagnosisSheet;
  onSkip: () => void;
}) {
  const { t } = useTranslation();
  const { told: lang } = useTold();
  const client = useQueryClient();
  const [beliefs, setBeliefs] = useState(nothing);
  const set = (part: Partial<Beliefs>) => setBeliefs((was) => ({ ...was, ...part }));
  const give = useMutation({
    mutationFn: () =>
      giveDiagnosis(
        session,
        { ...beliefs, excuses: Object.entries(beliefs.excuses).map(([excuse, truth]) => ({ excuse, truth })) },
        lang,
      ),
    onSuccess: (result) => {
      window.scrollTo({ top: 0 }); // the debrief begins at its top, not where the form ended
      client.removeQueries({ queryKey: ["diagnosis", session], type: "inactive" }); // the sheet in other languages
      client.setQueryData(diagnosisQuery(session, lang).queryKey, { ...sheet, result });
    },
  });
  useEffect(() => focusPage, []); // the button that ends the form goes with it
  const skip = () => {
    window.scrollTo({ top: 0 });
    onSkip();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };

  const options = (choices: { id: string; name: string }[]) => [
    { value: "", label: t("diagnosis.unknown") },
    ...choices.map((choice) => ({ value: choice.id, label: choice.name, lang: writtenTag(lang) })),
  ];

  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="diagnosis-title">
      <header>
        <h1 id="diagnosis-title">{t("diagnosis.title")}</h1>
        <p>{t("diagnosis.lead")}</p>
        <ToldSwitch />
      </header>
      <SelectField
        label={t("diagnosis.debtor_type")}
        options={options(sheet.debtor_types)}
        value={beliefs.debtor_type}
        onChange={(debtor_type) => set({ debtor_type })}
      />
      <SelectField
        label={t("diagnosis.reason")}
        options={options(sheet.reasons)}
        value={beliefs.reason}
        onChange={(reason) => set({ reason })}
      />
      <SelectField
        label={t("diagnosis.decides")}
        options={options(sheet.contacts)}
        value={beliefs.decides}
        onChange={(decides) => set({ decides })}
      />
      {sheet.excuses.length > 0 && (
        <fieldset className={styles.excuses}>
          <legend>{t("diagnosis.excuses")}</legend>
          {sheet.excuses.map((excuse) => (
            <div key={excuse.id} className={styles.excuse}>
              <span lang={writtenTag(lang)}>{excuse.name}</span>
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
      <SelectField
        label={t("diagnosis.next")}
        options={options(sheet.next)}
        value={beliefs.next}
        onChange={(next) => set({ next })}
      />
      {give.isError && <Trouble error={give.error} />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" size="l" disabled={give.isPending}>
          {t("diagnosis.give")}
        </Button>
        <Button look="quiet" size="l" onClick={skip}>
          {t("diagnosis.skip")}
        </Button>
      </div>
    </form>
  );
}
