import { useTranslation } from "react-i18next";
import type { CardPoint, Lang } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./balance.module.css";
import { Quote } from "./quote";

/** More than the three notes, for whoever asks: every missed moment with a line for it, the dearest first. */
export function FullerCard({ points, lang, told }: { points: CardPoint[]; lang: Lang; told: Lang }) {
  const { t } = useTranslation();
  if (points.length === 0) return null;
  return (
    <details className={styles.card}>
      <summary>{t("debrief.card.title", { count: points.length })}</summary>
      <ol>
        {points.map((point) => (
          <li key={`${point.criterion}-${point.check}`}>
            <p>
              <span lang={writtenTag(told)}>{point.check}</span> <small lang={writtenTag(told)}>{point.name}</small>
            </p>
            <Quote turn={point.turn} quote={point.said} lang={lang} />
            <p className={styles.line} lang={writtenTag(lang)}>
              {point.line}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
