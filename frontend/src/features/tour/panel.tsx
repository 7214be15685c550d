import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import styles from "./panel.module.css";
import { place } from "./steps";

/** One step of the tour: what is to be seen, and the way on. It takes no focus; its words are read out as they change. */
export function Panel({
  step,
  title,
  children,
  action,
  floats,
  leave,
  onSkip,
}: {
  step: number;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** Stays in sight over a page that scrolls. */
  floats?: boolean;
  /** Another word than skipping, at the end. */
  leave?: string;
  onSkip?: () => void;
}) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} data-floats={floats} aria-label={t("tour.name")}>
      <p className={styles.over}>
        <span>{t("tour.name")}</span>
        <span className="figures">{t("tour.step", { step, of: place.of })}</span>
      </p>
      <div aria-live="polite">
        <h2>{title}</h2>
        <div className={styles.text}>{children}</div>
      </div>
      <div className={styles.acts}>
        {action}
        {onSkip && (
          <Button look="plain" size="s" onClick={onSkip}>
            {leave ?? t("tour.skip")}
          </Button>
        )}
      </div>
    </section>
  );
}
