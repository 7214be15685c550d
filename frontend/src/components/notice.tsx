import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** A block that says what happened and what to do: errors, empty states, waiting. */
export function Notice({
  title,
  children,
  action,
  tone = "calm",
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: "calm" | "trouble";
}) {
  return (
    <div className={styles.notice} data-tone={tone} role={tone === "trouble" ? "alert" : undefined}>
      <h2>{title}</h2>
      {children && <div className={styles.body}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
