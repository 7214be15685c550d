import { useTranslation } from "react-i18next";
import type { CoachingPoint, Lang, Scorecard } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./coaching-notes.module.css";
import { Quote } from "./quote";

export function CoachingNotes({ coaching, lang, told }: { coaching: Scorecard["coaching"]; lang: Lang; told: Lang }) {
  const { t } = useTranslation();
  const notes: [string, CoachingPoint | null][] = [
    ["keep", coaching.keep],
    ["start", coaching.start],
    ["stop", coaching.stop],
  ];
  if (notes.every(([, point]) => point === null)) return <p className={styles.none}>{t("debrief.notes.none")}</p>;
  return (
    <div className={styles.notes}>
      {notes.map(([kind, point]) => (
        <section
          key={kind}
          id={`notes-${kind}`}
          className={styles.noteCard}
          data-kind={kind}
          data-empty={point === null}
        >
          <h3>{t(`debrief.notes.${kind}`)}</h3>
          {point ? (
            <>
              <p lang={writtenTag(told)}>{point.text}</p>
              {point.quote && point.turn !== null && <Quote turn={point.turn} quote={point.quote} lang={lang} />}
            </>
          ) : (
            <p>{t(`debrief.notes.no.${kind}`)}</p>
          )}
        </section>
      ))}
    </div>
  );
}
