import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import styles from "./panel.module.css";
import { place } from "./steps";

/**
 * One step of the tour: what is to be seen, and the way on. Its words are read out as they change. It takes the focus only
 * from a button of its own that goes.
 */
export function Panel({
  step,
  title,
  children,
  action,
  floats,
  leave,
  takesFocus = false,
  onSkip,
}: {
  step: number;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Stays in sight over a page that scrolls. */
  floats?: boolean;
  /** Another word than skipping, at the end. */
  leave?: string;
  /** The step before was left by a button that is gone. */
  takesFocus?: boolean;
  onSkip?: () => void;
}) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const held = useRef(takesFocus);
  // React tells of no blur when it takes an element away: what was held and is held by nothing now was lost that way.
  useLayoutEffect(() => {
    if (held.current && document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  });
  return (
    <section
      ref={panel}
      className={styles.panel}
      data-floats={floats}
      aria-label={t("tour.name")}
      tabIndex={-1}
      onFocus={() => {
        held.current = true;
      }}
      onBlur={() => {
        held.current = false;
      }}
    >
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
