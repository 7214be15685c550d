import { useTranslation } from "react-i18next";
import type { Flag, Lang } from "~/lib/model";
import styles from "./flags.module.css";
import { Quote, TurnLink } from "./quote";

/** What a person should look at. None of it changes a score by itself. */
export function Flags({ flags, lang }: { flags: Flag[]; lang: Lang }) {
  const { t } = useTranslation();
  if (flags.length === 0) return null;
  return (
    <section className={styles.flags} aria-labelledby="flags-title">
      <h3 id="flags-title">{t("debrief.flags.title")}</h3>
      <ul>
        {flags.map((flag) => (
          <li key={`${flag.kind}-${flag.turn}-${flag.quote}`}>
            <p>{t(`debrief.flags.kind.${flag.kind}`)}</p>
            {flag.quote ? <Quote turn={flag.turn} quote={flag.quote} lang={lang} /> : <TurnLink turn={flag.turn} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
