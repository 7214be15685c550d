import { type ReactNode, useId } from "react";
import styles from "./choice.module.css";

/** One of a few: radio buttons that look like a segmented control. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel,
  inline,
}: {
  label: string;
  value: T;
  options: { value: T; label: ReactNode; lang?: string }[];
  onChange: (value: T) => void;
  hideLabel?: boolean;
  /** The label beside the options instead of above them, all of it smaller. */
  inline?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className={styles.choice} data-inline={inline}>
      <legend className={hideLabel ? "sr-only" : styles.legend}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
