import { useTranslation } from "react-i18next";
import type { ConsequenceUse, FaceBalance, Lang } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./balance.module.css";
import { Quote, turnAnchor } from "./quote";

/** How pressing and easing were shared out, as a row of turns that lead to the transcript. */
export function Faces({ faces }: { faces: FaceBalance }) {
  const { t } = useTranslation();
  const kind = faces.order || (faces.firm > 0 ? "onlyFirm" : faces.warm > 0 ? "onlyWarm" : "neither");
  return (
    <div className={styles.part}>
      <h3>{t("debrief.faces.title")}</h3>
      <p>
        {t(`debrief.faces.${kind}`, {
          firm: t("debrief.faces.times", { count: faces.firm }),
          warm: t("debrief.faces.times", { count: faces.warm }),
        })}
      </p>
      {(faces.moments ?? []).length > 0 && (
        <ol className={styles.track}>
          {(faces.moments ?? []).map((moment) => (
            <li key={`${moment.turn}-${moment.side}`}>
              <a href={`#${turnAnchor(moment.turn)}`} className={styles.moment} data-side={moment.side}>
                {t(`debrief.faces.${moment.side}`)}
                <span className="figures">{t("debrief.turn", { n: moment.turn + 1 })}</span>
              </a>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** The four dimensions: what was named, whether it was true here, and what could have been named. */
export function Consequences({ uses, lang, told }: { uses: ConsequenceUse[]; lang: Lang; told: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={styles.part}>
      <h3>{t("debrief.consequences.title")}</h3>
      <ul className={styles.uses}>
        {uses.map((use) => (
          <li key={use.dimension}>
            <strong>{t(`debrief.consequences.${use.dimension}`)}</strong>
            {(use.uses ?? []).map((moment) => (
              <div key={`${moment.turn}-${moment.quote}`}>
                <Quote turn={moment.turn} quote={moment.quote} lang={lang} />
                <span className={moment.lawful && moment.permitted ? styles.good : styles.bad}>
                  {t(`debrief.consequences.${moment.lawful ? (moment.permitted ? "true" : "untrue") : "unlawful"}`)}
                </span>
              </div>
            ))}
            {(use.uses ?? []).length === 0 && <p>{t("debrief.consequences.unused")}</p>}
            {use.permitted ? (
              <p>
                {t("debrief.consequences.permitted")} <span lang={writtenTag(told)}>{use.permitted}</span>
              </p>
            ) : (
              <p>{t("debrief.consequences.nothing")}</p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
