import { useTranslation } from "react-i18next";
import type { ExcuseTrail, Lang } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./excuse-map.module.css";
import { TurnLink } from "./quote";

/** Each excuse on its way: raised, tested, verified or exposed, closed. What is still open stays marked. */
export function ExcuseMap({ excuses, lang }: { excuses: ExcuseTrail[]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={styles.map}>
      <h3>{t("debrief.excuses.title")}</h3>
      {excuses.length === 0 && <p className={styles.none}>{t("debrief.excuses.none")}</p>}
      <ul>
        {[...excuses].sort(raisedFirst).map((excuse) => (
          <Trail key={excuse.id} excuse={excuse} lang={lang} />
        ))}
      </ul>
    </div>
  );
}

const raisedAt = (excuse: ExcuseTrail) => excuse.steps?.[0]?.turn ?? Number.POSITIVE_INFINITY;

/** In the order they came up; those that never did come last. */
function raisedFirst(a: ExcuseTrail, b: ExcuseTrail): number {
  return raisedAt(a) === raisedAt(b) ? 0 : raisedAt(a) - raisedAt(b);
}

function Trail({ excuse, lang }: { excuse: ExcuseTrail; lang: Lang }) {
  const { t } = useTranslation();
  const steps = excuse.steps ?? [];
  const turnOf = (status: string) => steps.find((step) => step.status === status)?.turn;
  const settled = turnOf("exposed") !== undefined ? "exposed" : turnOf("verified") !== undefined ? "verified" : null;
  const expected = excuse.truth === "false" ? "exposed" : "verified";
  const stations = ["raised", "tested", settled ?? expected, "closed"];
  const raised = turnOf("raised") !== undefined;
  const open = raised && settled === null && turnOf("closed") === undefined;
  return (
    <li className={styles.excuse} data-open={open} data-raised={raised}>
      <div className={styles.name}>
        <strong lang={writtenTag(lang)}>{excuse.name}</strong>
        <span className={styles.truth} data-truth={excuse.truth}>
          {t(`truth.${excuse.truth}`)}
        </span>
      </div>
      {raised ? (
        <ol className={styles.track}>
          {stations.map((status) => {
            const turn = turnOf(status);
            return (
              <li key={status} data-reached={turn !== undefined} data-status={status}>
                <i />
                <span>{t(`excuse.${status}`)}</span>
                {turn !== undefined ? (
                  <TurnLink turn={turn} />
                ) : (
                  <span className={styles.missing}>{t("common.none")}</span>
                )}
              </li>
            );
          })}
        </ol>
      ) : (
        <p className={styles.none}>{t("debrief.excuses.unraised")}</p>
      )}
      {(open || (raised && settled === null)) && (
        <p className={styles.test}>
          <span>{t("debrief.excuses.test")}</span> <span lang={writtenTag(lang)}>{excuse.test}</span>
          {excuse.then && <span lang={writtenTag(lang)}> · {excuse.then}</span>}
        </p>
      )}
    </li>
  );
}
