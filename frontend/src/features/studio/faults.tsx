import { useTranslation } from "react-i18next";
import { CheckIcon } from "~/components/icons";
import { useProblemText } from "~/components/query-state";
import type { Fault } from "~/lib/studio";
import styles from "./faults.module.css";

/** What is wrong with the case, each leading to its place. */
export function Faults({
  faults,
  checking,
  error,
  onGo,
}: {
  faults: Fault[];
  checking: boolean;
  error: Error | null;
  onGo: (fault: Fault) => void;
}) {
  const { t } = useTranslation();
  const problem = useProblemText();
  return (
    <section className={styles.faults} aria-label={t("studio.faults")} aria-busy={checking}>
      <p role="status" className={styles.count} data-sound={!error && !checking && faults.length === 0}>
        {error ? (
          problem(error).title
        ) : checking ? (
          t("studio.checking")
        ) : faults.length === 0 ? (
          <>
            <CheckIcon size={16} /> {t("studio.sound")}
          </>
        ) : (
          t("studio.faultCount", { count: faults.length })
        )}
      </p>
      {faults.length > 0 && (
        <ol className={styles.list}>
          {faults.map((fault) => (
            <li key={`${fault.line}:${fault.column}:${fault.path}:${fault.message}`}>
              <button type="button" onClick={() => onGo(fault)}>
                <span className="figures">{t("studio.line", { line: fault.line, column: fault.column })}</span>
                <span>
                  {fault.message}
                  {fault.mend && <em>{fault.mend}</em>}
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
