import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CheckIcon, DashIcon } from "~/components/icons";
import type { DiagnosisItem, Lang, DiagnosisResult as Result, TruthValue } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./diagnosis.module.css";

/** The trainee's diagnosis beside the truth. */
export function DiagnosisResult({ result, lang }: { result: Result; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={styles.result}>
      <p className={styles.score}>
        <strong className="figures">{result.score}</strong>
        <span>{t("diagnosis.scoreNote")}</span>
      </p>
      <ul>
        {result.items.map((item) => (
          <li key={item.what + item.about} data-verdict={item.verdict}>
            {item.verdict === "right" ? <CheckIcon size={18} /> : <DashIcon size={18} />}
            <div>
              <strong>
                {item.what === "excuse" ? (
                  <span lang={writtenTag(lang)}>{item.about}</span>
                ) : (
                  t(`diagnosis.${item.what}`)
                )}
                <em>{t(`diagnosis.verdict.${item.verdict}`)}</em>
              </strong>
              <p>
                {t("diagnosis.youSaid")} <Words item={item} text={item.given} lang={lang} />
                {item.verdict !== "right" && (
                  <>
                    {" · "}
                    {t("diagnosis.truthIs")} <Words item={item} text={item.truth} lang={lang} />
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
        {result.facts.of > 0 && (
          <li data-verdict={result.facts.elicited === result.facts.of ? "right" : "near"}>
            {result.facts.elicited > 0 ? <CheckIcon size={18} /> : <DashIcon size={18} />}
            <div>
              <strong>{t("diagnosis.facts")}</strong>
              <p>{t("diagnosis.factsCount", { elicited: result.facts.elicited, of: result.facts.of })}</p>
            </div>
          </li>
        )}
      </ul>
    </div>
  );
}

/** An excuse's truth is one of three words of the page; everything else comes in the language of the debrief. */
function Words({ item, text, lang }: { item: DiagnosisItem; text: string; lang: Lang }): ReactNode {
  const { t } = useTranslation();
  if (text === "") return t("diagnosis.unknown");
  if (item.what === "excuse") return t(`truth.${text as TruthValue}`);
  return <span lang={writtenTag(lang)}>{text}</span>;
}
