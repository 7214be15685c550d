import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import styles from "./banner.module.css";
import type { CallState } from "./call-state";
import { useIdleFocus } from "./use-idle-focus";

/** A reconnect that takes less than this is nobody's business. */
const graceMs = 1200;

export function LinkNotice({
  state,
  onRetry,
}: {
  state: Pick<CallState, "link" | "ended" | "scored">;
  onRetry: () => void;
}) {
  const { t } = useTranslation();
  const { link, ended, scored } = state;
  const down = link !== "open" && !(ended && scored);
  const action = useRef<HTMLButtonElement>(null);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!down) return;
    const timer = setTimeout(() => setLate(true), graceMs);
    return () => clearTimeout(timer);
  }, [down]);
  const asks = link === "taken" && down;
  useIdleFocus(action, asks);
  if (!down || (!late && link !== "taken")) return null;
  const what = link === "taken" || link === "gone" ? link : "lost";
  return (
    <div className={styles.banner} role="status">
      <p>
        <strong>{t(`link.${what}.title`)}</strong> {t(`link.${what}.text`)}
      </p>
      <Button ref={action} size="s" onClick={onRetry}>
        {t(`link.${what}.action`)}
      </Button>
    </div>
  );
}
