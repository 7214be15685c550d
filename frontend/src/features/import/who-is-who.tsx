import { useTranslation } from "react-i18next";
import { Choice } from "~/components/choice";
import type { Reading, Side } from "~/lib/transcripts";
import { htmlLang } from "~/lib/ui-lang";
import styles from "./import.module.css";

/** Every label of the call with what it says first, and whose side it is on. */
export function WhoIsWho({
  reading,
  sideOf,
  onSide,
}: {
  reading: Reading;
  sideOf: (label: string) => Side;
  onSide: (label: string, side: Side) => void;
}) {
  const { t } = useTranslation();
  const lang = htmlLang(reading.lang);
  const options = (["trainee", "debtor", "out"] as const).map((value) => ({ value, label: t(`import.side.${value}`) }));
  return (
    <ul className={styles.speakers}>
      {reading.speakers.map((voice, index) => (
        <li key={voice.label} data-open={sideOf(voice.label) === ""}>
          <div>
            <p className={styles.label}>
              <strong lang={lang}>{voice.label}</strong>{" "}
              <span className={styles.quiet}>{t("history.turns", { count: voice.turns })}</span>
            </p>
            <p className={styles.first} lang={lang}>
              {reading.turns.find((turn) => turn.speaker === index)?.text}
            </p>
          </div>
          <Choice<Side>
            hideLabel
            label={t("import.sideOf", { label: voice.label })}
            value={sideOf(voice.label)}
            options={options}
            onChange={(side) => onSide(voice.label, side)}
          />
        </li>
      ))}
    </ul>
  );
}
