import { useTranslation } from "react-i18next";
import type { CardPoint, Lang } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
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
              <span lang={htmlLang(told)}>{point.check}</span> <small lang={htmlLang(told)}>{point.name}</small>
            </p>
            <Quote turn={point.turn} quote={point.said} lang={lang} />
            <p className={styles.line} lang={htmlLang(lang)}>
              {point.line}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
