import styles from "./avatar.module.css";

/** A face for a voice: the first character of the name; it pulses while the person speaks. */
export function Avatar({ name, talking = false, size = "s" }: { name: string; talking?: boolean; size?: "s" | "l" }) {
  const letter = [...name.replace(/^(mr|ms|mrs|miss|dr)\.?\s+/i, "").trim()][0] ?? "";
  return (
    <span className={styles.avatar} data-size={size} data-talking={talking} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}
