import { useTranslation } from "react-i18next";
import type { Lang } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
import styles from "./quote.module.css";

/** Turns count from 0 on the wire and from 1 for people. */
export const turnAnchor = (turn: number) => `turn-${turn}`;

export function TurnLink({ turn }: { turn: number }) {
  const { t } = useTranslation();
  return (
    <a href={`#${turnAnchor(turn)}`} className={`${styles.turn} figures`}>
      {t("debrief.turn", { n: turn + 1 })}
    </a>
  );
}

/** Exact words of a turn, with the way to it. */
export function Quote({ turn, quote, lang }: { turn: number; quote: string; lang: Lang }) {
  return (
    <blockquote className={styles.quote}>
      <q lang={htmlLang(lang)}>{quote}</q> <TurnLink turn={turn} />
    </blockquote>
  );
}
