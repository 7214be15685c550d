import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "~/lib/http";
import { Button, ButtonLink } from "./button";
import { Notice } from "./notice";
import styles from "./query-state.module.css";

/** Words for an error: what happened and what to do, in the reader's language. */
export function useProblemText() {
  const { t, i18n } = useTranslation();
  return (error: unknown): { title: string; text: string } => {
    const code = error instanceof ApiError ? error.code : "internal";
    const known = i18n.exists(`problem.${code}.title`) ? code : "internal";
    return { title: t(`problem.${known}.title`), text: t(`problem.${known}.text`) };
  };
}

export function Trouble({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = useProblemText()(error);
  return (
    <Notice
      tone="trouble"
      title={problem.title}
      action={
        <>
          {onRetry && (
            <Button look="primary" onClick={onRetry}>
              {t("common.retry")}
            </Button>
          )}
          <ButtonLink href="/library">{t("common.toLibrary")}</ButtonLink>
        </>
      }
    >
      {problem.text}
    </Notice>
  );
}

/** What a page shows until it is there. It keeps the room of a page. */
export function Waiting({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.waiting} role="status">
      <span className={styles.bar} />
      {children ?? t("common.loading")}
    </div>
  );
}

/** What a part of a page shows while something runs. */
export function Running({ children }: { children: ReactNode }) {
  return (
    <p className={styles.running} role="status">
      <span className={styles.bar} />
      {children}
    </p>
  );
}
