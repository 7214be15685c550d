import { useTranslation } from "react-i18next";
import { useCompared } from "./branches";
import styles from "./debrief.module.css";

export function Contents({ session, redLines, diagnosis }: { session: string; redLines: boolean; diagnosis: boolean }) {
  const { t } = useTranslation();
  const compared = useCompared(session);
  const parts = [
    ...(redLines ? [["red-lines", t("debrief.redLines.title")] as const] : []),
    ["notes", t("debrief.notes.title")] as const,
    ["ladder", t("debrief.ladder.title")] as const,
    ["after", t("debrief.after.title")] as const,
    ["mind", t("debrief.mind.title")] as const,
    ...(diagnosis ? [["diagnosis", t("diagnosis.section")] as const] : []),
    ["truth", t("debrief.truth.title")] as const,
    ["criteria", t("debrief.criteria.title")] as const,
    ...(compared ? [["branches", t("debrief.branches.title")] as const] : []),
    ["transcript", t("debrief.transcript.title")] as const,
  ];
  return (
    <nav className={styles.contents} aria-label={t("debrief.contents")}>
      <ul>
        {parts.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
