import { useTranslation } from "react-i18next";
import type { Scorecard } from "~/lib/model";
import styles from "./criteria.module.css";

/** Who answered the checks rules cannot; nothing when no model was asked. */
export function JudgeNote({ judge }: { judge: Scorecard["judge"] }) {
  const { t } = useTranslation();
  if (!judge) return null;
  return (
    <p className={styles.judge} role={judge.status === "pending" ? "status" : undefined}>
      {t(`debrief.judge.${judge.status}`, { model: judge.model || t("debrief.judge.unnamed") })}
    </p>
  );
}
