import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button";
import { TextField } from "~/components/field";
import { ProblemLine } from "~/components/problem-line";
import { recallDraft, rememberDraft } from "~/lib/local-draft";
import { caseId, contentQuery } from "~/lib/studio";
import { draftOfTranscript, type RealCall } from "~/lib/transcripts";
import styles from "./import.module.css";

/** Makes the draft of a case of a call and opens it in the studio; nothing that is written there is replaced. */
export function MakeDraft({ call }: { call: RealCall }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const content = useQuery(contentQuery());
  const [id, setId] = useState("");
  const name = id.trim();
  const taken = [...(content.data?.drafts ?? []), ...(content.data?.cases ?? [])].some((one) => one.id === name);
  const fault = !caseId.test(name) || name.length > 60 ? "shape" : taken || recallDraft(name) ? "taken" : null;
  const wrong = id !== "" && fault !== null;
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
        if (fault === null) make.mutate();
      }}
    >
      <h2 id="make-draft">{t("import.draft.title")}</h2>
      <p>{t("import.draft.text")}</p>
      <TextField
        label={t("studio.id")}
        value={id}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        placeholder="late-freight"
        aria-describedby="draft-id-note"
        aria-invalid={wrong}
        onChange={(event) => setId(event.target.value)}
      />
      <p id="draft-id-note" className={styles.quiet} data-fault={wrong}>
        {t(wrong ? `studio.idFault.${fault}` : "studio.idNote")}
      </p>
      {make.isError && <ProblemLine error={make.error} />}
      <Button type="submit" disabled={fault !== null || make.isPending}>
        {t("import.draft.make")}
      </Button>
    </form>
  );
}
