import { useTranslation } from "react-i18next";
import { CheckIcon, DashIcon } from "~/components/icons";
import type { FactTrail, Lang } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./facts.module.css";
import { TurnLink } from "./quote";

/** What there was to find out: told, and by whose doing, or missed, and how it could have been had. */
export function Facts({ facts, lang }: { facts: FactTrail[]; lang: Lang }) {
  const { t } = useTranslation();
  if (facts.length === 0) return null;
  const told = facts.filter((f) => f.status === "elicited" || f.status === "donated");
  return (
    <div className={styles.facts}>
      <h3>{t("debrief.facts.title", { told: told.length, all: facts.length })}</h3>
      <ul>
        {facts.map((fact) => {
          const known = told.includes(fact);
          return (
            <li key={fact.id} data-known={known}>
              {known ? <CheckIcon size={18} /> : <DashIcon size={18} />}
              <div>
                <strong lang={writtenTag(lang)}>{fact.name}</strong>
                <p>
                  {known ? (
                    <>
                      {t(`debrief.facts.${fact.status}`)} {fact.turn !== null && <TurnLink turn={fact.turn} />}
                    </>
                  ) : (
                    <>
                      {t("debrief.facts.missed")} <span lang={writtenTag(lang)}>{fact.how}</span>
                    </>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
