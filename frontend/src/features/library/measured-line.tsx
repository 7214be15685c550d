import { useTranslation } from "react-i18next";
import type { Measured } from "~/lib/model";
import styles from "./library.module.css";

/** How the case went for scripted trainees: the difficulty that was measured, beside the one its writer meant. */
export function MeasuredLine({ measured }: { measured: Measured }) {
  const { t } = useTranslation();
  const percent = (permille: number) => Math.round(permille / 10);
  return (
    <p className={styles.measured} title={t("library.measured.how", { count: measured.calls })}>
      {t("library.measured.share", {
        novice: percent(measured.novice),
        decent: percent(measured.decent),
        expert: percent(measured.expert),
      })}
    </p>
  );
}
