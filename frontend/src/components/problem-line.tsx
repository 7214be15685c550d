import styles from "./problem-line.module.css";
import { useProblemText } from "./query-state";

/** What went wrong with a small thing, where it was done: what happened and what to do, in one line. */
export function ProblemLine({ error }: { error: unknown }) {
  const { title, text } = useProblemText()(error);
  return (
    <p role="alert" className={styles.problem}>
      {title} {text}
    </p>
  );
}
