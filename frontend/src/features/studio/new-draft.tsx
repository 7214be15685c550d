import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button";
import { CaseNameField, useCaseName } from "~/components/case-name";
import { SelectField } from "~/components/field";
import { ProblemLine } from "~/components/problem-line";
import { useUiLang } from "~/lib/i18n";
import { rememberDraft, withId } from "~/lib/local-draft";
import { type CaseEntry, caseSource } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import styles from "./studio-page.module.css";

/** A draft begins as a copy of a case under a name of its own. */
export function NewDraft({ cases, taken }: { cases: Pick<CaseEntry, "id" | "title">[]; taken: string[] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [from, setFrom] = useState(cases[0]?.id ?? "");
  const named = useCaseName((name) => taken.includes(name));
  const { name } = named;
  const start = useMutation({
    mutationFn: () => caseSource(from),
    onSuccess: ({ source }) => {
      rememberDraft(name, { source: withId(source, name), base: "" });
      client.removeQueries({ queryKey: ["content", "draft", name] });
      navigate(`/studio/${name}`);
    },
  });
  return (
    <form
      className={styles.fresh}
      aria-labelledby="fresh"
      onSubmit={(event) => {
        event.preventDefault();
        if (named.ask() && from) start.mutate();
      }}
    >
      <h2 id="fresh">{t("studio.fresh")}</h2>
      <SelectField
        label={t("studio.from")}
        value={from}
        onChange={setFrom}
        options={cases.map((one) => ({
          value: one.id,
          label: (contentLang(ui) === "zh" ? one.title.zh : one.title.en) || one.id,
        }))}
      />
      <CaseNameField of={named} />
      {start.isError && <ProblemLine error={start.error} />}
      <Button type="submit" look="primary" disabled={from === "" || start.isPending}>
        {t("studio.begin")}
      </Button>
    </form>
  );
}
