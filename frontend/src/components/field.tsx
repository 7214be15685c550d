import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import styles from "./field.module.css";

/** A line of text with its label. */
export function TextField({ label, ...rest }: { label: ReactNode } & ComponentPropsWithRef<"input">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input id={id} className={styles.input} {...rest} />
    </div>
  );
}

/** Some lines of text with their label. */
export function TextArea({ label, ...rest }: { label: ReactNode } & ComponentPropsWithRef<"textarea">) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea id={id} className={styles.input} {...rest} />
    </div>
  );
}

/** One of many, as the browser's own list: it works with every keyboard, reader and phone. */
export function SelectField<T extends string>({
  label,
  value,
  options,
  onChange,
  compact,
  hideLabel,
}: {
  label: ReactNode;
  value: T;
  options: { value: T; label: string; lang?: string }[];
  onChange: (value: T) => void;
  /** As wide as its words, for a row of several. */
  compact?: boolean;
  hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <div className={compact ? styles.compact : styles.field}>
      <label className={hideLabel ? "sr-only" : styles.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Yes or no. */
export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
