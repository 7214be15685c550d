import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { Choice } from "~/components/choice";
import { TextArea } from "~/components/field";
import { ProblemLine } from "~/components/problem-line";
import type { CheckResult, Verdict } from "~/lib/model";
import { type Override, overrideCheck, refreshReview } from "~/lib/review";
import styles from "./comments.module.css";
import { useReviewer } from "./reviewer";

const verdicts = ["met", "not_met", "not_observed"] as const;
type Decided = (typeof verdicts)[number];

const opposite = (verdict: Verdict): Decided => (verdict === "met" ? "not_met" : "met");

/** A person's verdict on a check, with the reason it is kept with. */
export function DecisionForm({
  session,
  check,
  decision,
  onClose,
}: {
  session: string;
  check: CheckResult;
  decision: Override | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const author = useReviewer();
  const [verdict, setVerdict] = useState<Decided>(() => opposite(check.verdict));
  const [reason, setReason] = useState("");
  const decide = useMutation({
    mutationFn: (kept: Decided | undefined) =>
      overrideCheck(session, { check: check.id, verdict: kept, reason: reason.trim(), author }),
    onSuccess: async () => {
      await refreshReview(client);
      onClose();
    },
  });
  const ready = reason.trim() !== "" && !decide.isPending;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) decide.mutate(verdict);
      }}
    >
      <Choice<Decided>
        label={t("review.decision.verdict")}
        value={verdict}
        onChange={setVerdict}
        options={verdicts.map((value) => ({ value, label: t(`verdictOf.${value}`) }))}
      />
      <TextArea
        label={t("review.decision.reason")}
        required
        value={reason}
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
      />
      {decide.isError && <ProblemLine error={decide.error} />}
      <div className={styles.actions}>
        <Button type="submit" size="s" look="primary" disabled={!ready}>
          {t("review.decision.keep")}
        </Button>
        {decision && (
          <Button size="s" disabled={!ready} onClick={() => decide.mutate(undefined)}>
            {t("review.decision.takeBack")}
          </Button>
        )}
        <Button size="s" look="plain" onClick={onClose}>
          {t("review.cancel")}
        </Button>
      </div>
    </form>
  );
}
