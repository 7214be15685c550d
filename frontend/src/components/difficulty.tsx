import { useTranslation } from "react-i18next";
import styles from "./difficulty.module.css";

/** How hard a case is, as bars and in words. */
export function Difficulty({ level }: { level: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.difficulty}>
      <svg width="32" height="12" viewBox="0 0 32 12" aria-hidden="true" focusable="false">
        {[1, 2, 3].map((n) => (
          <rect key={n} x={(n - 1) * 11} y={12 - n * 4} width="7" height={n * 4} rx="1.5" data-on={n <= level} />
        ))}
      </svg>
      {t(`difficulty.${level}`)}
    </span>
  );
}
