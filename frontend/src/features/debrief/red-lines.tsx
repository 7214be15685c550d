import { useTranslation } from "react-i18next";
import { WarnIcon } from "~/components/icons";
import type { Lang, RedLineHit, RedLineView } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import { Quote } from "./quote";
import styles from "./red-lines.module.css";

/** What was out of bounds, in the trainee's own words, and what may rightly be said instead. */
export function RedLines({
  hits,
  names,
  lang,
  told,
}: {
  hits: RedLineHit[];
  names: RedLineView[];
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  return (
    <ul className={styles.lines}>
      {hits.map((hit) => (
        <li key={`${hit.id}-${hit.turn}-${hit.quote}`} data-level={hit.level}>
          <h3>
            <WarnIcon />
            <span lang={writtenTag(told)}>{names.find((line) => line.id === hit.id)?.name ?? hit.id}</span>
            <small>{t(`level.${hit.level}`)}</small>
          </h3>
          <Quote turn={hit.turn} quote={hit.quote} lang={lang} />
          <p className={styles.instead}>
            <span>{t("debrief.redLines.instead")}</span>
            <span lang={writtenTag(lang)}>{hit.say_instead}</span>
          </p>
          <p className={styles.effect}>{t(`debrief.redLines.effect.${hit.level}`)}</p>
        </li>
      ))}
    </ul>
  );
}
