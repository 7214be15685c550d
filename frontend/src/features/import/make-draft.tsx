import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button";
import { CaseNameField, useCaseName } from "~/components/case-name";
import { ProblemLine } from "~/components/problem-line";
import { recallDraft, rememberDraft } from "~/lib/local-draft";
import { contentQuery } from "~/lib/studio";
import { draftOfTranscript, type RealCall } from "~/lib/transcripts";
import styles from "./import.module.css";

/** Makes the draft of a case of a call and opens it in the studio; nothing that is written there is replaced. */
export function MakeDraft({ call }: { call: RealCall }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const content = useQuery(contentQuery());
  const drafted = [...(content.data?.drafts ?? []), ...(content.data?.cases ?? [])];
  const named = useCaseName((name) => drafted.some((one) => one.id === name) || recallDraft(name) !== null);
  const { name } = named;
  const make = useMutation({
    mutationFn: () => draftOfTranscript(name, call),
    onSuccess: ({ source }) => {
      rememberDraft(name, { source, base: "" });
      client.removeQueries({ queryKey: ["content", "draft", name] });
      navigate(`/studio/${name}`);
    },
  });
  return (
    <form
      className={styles.draft}
      aria-labelledby="make-draft"
      onSubmit={(event) => {
        event.preventDefault();
        if (named.ask()) make.mutate();
      }}
    >
      <h2 id="make-draft">{t("import.draft.title")}</h2>
      <p>{t("import.draft.text")}</p>
      <CaseNameField of={named} />
      {make.isError && <ProblemLine error={make.error} />}
      <Button type="submit" disabled={make.isPending}>
        {t("import.draft.make")}
      </Button>
    </form>
  );
}
