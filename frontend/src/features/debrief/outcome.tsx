import { useTranslation } from "react-i18next";
import { CheckIcon, DashIcon } from "~/components/icons";
import { civilDate, estimate, money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang, PromiseResult, Scorecard } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
import styles from "./outcome.module.css";

/** The result as a person would tell it: what was promised first, then the numbers side by side. */
export function Outcome({ card, lang }: { card: Scorecard; lang: Lang }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { rung, promise } = card.outcome;
  return (
    <section className={styles.outcome} aria-labelledby="outcome-title">
      <div className={styles.told}>
        <p className={styles.rung} data-rung={rung}>
          {t(`outcome.${rung}.short`)}
        </p>
        <h1 id="outcome-title">
          <Headline promise={promise} rung={rung} />
        </h1>
        <p className={styles.explain}>{t(`outcome.${rung}.long`)}</p>
        <Elements promise={promise} lang={lang} />
      </div>
      <dl className={styles.numbers}>
        <div className={styles.score} data-verdict={card.verdict}>
          <dt>{t("debrief.score")}</dt>
          <dd>
            <span className="figures">{card.total ?? t("common.none")}</span>
            <small>{t(`verdict.${card.verdict}`)}</small>
          </dd>
        </div>
        <div>
          <dt>{t("debrief.promiseLevel")}</dt>
          <dd>
            <span className="figures">{promise.level}</span>
            <small>{t(`promise.${promise.level}`)}</small>
          </dd>
        </div>
        <div>
          <dt>{t("debrief.expected")}</dt>
          <dd>
            <span className="figures">
              {card.expected_recovery ? estimate(card.expected_recovery, ui) : t("common.none")}
            </span>
            <small>{t("debrief.expectedNote")}</small>
          </dd>
        </div>
        <div>
          <dt>{t("debrief.pace")}</dt>
          <dd>
            <span className="figures">{t("debrief.sentences", { count: card.efficiency.turns })}</span>
            <small>
              {card.efficiency.turns_to_p3 === null
                ? t("debrief.neverP3")
                : t("debrief.toP3", { count: card.efficiency.turns_to_p3 })}
              {t("common.clause")}
              {t("debrief.talkShare", { percent: card.efficiency.talk_share })}
            </small>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Headline({ promise, rung }: { promise: PromiseResult; rung: string }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const amount = promise.amount && money(promise.amount, ui);
  const date = promise.date ? civilDate(promise.date, ui) : promise.date_said;
  if (rung === "O0") return t("debrief.headline.locked");
  if (amount && date) return t("debrief.headline.full", { amount, date });
  if (amount) return t("debrief.headline.amount", { amount });
  if (date) return t("debrief.headline.date", { date });
  return t(promise.level === "P1" ? "debrief.headline.vague" : "debrief.headline.none");
}

function Elements({ promise, lang }: { promise: PromiseResult; lang: Lang }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const elements: [string, string | null][] = [
    ["amount", promise.amount && money(promise.amount, ui)],
    ["date", promise.date ? civilDate(promise.date, ui) : (promise.date_said ?? null)],
    ["method", promise.method],
    ["owner", promise.owner],
    ["proof", promise.proof],
    ["fallback", promise.fallback],
  ];
  // What the page words itself; the rest is as it was said.
  const written = promise.date ? ["amount", "date", "rest"] : ["amount", "rest"];
  const rest = promise.parts?.slice(1).map((part) => `${money(part.amount, ui)}, ${civilDate(part.date, ui)}`);
  if (rest?.length) elements.push(["rest", rest.join(" · ")]);
  return (
    <ul className={styles.elements} data-nothing={elements.every(([, value]) => !value)}>
      {elements.map(([name, value]) => (
        <li key={name} data-settled={Boolean(value)}>
          {value ? <CheckIcon size={16} /> : <DashIcon size={16} />}
          <span className={styles.elementName}>{t(`element.${name}`)}</span>
          <span className={styles.elementValue} lang={value && !written.includes(name) ? htmlLang(lang) : undefined}>
            {value || t("debrief.notAsked")}
          </span>
        </li>
      ))}
    </ul>
  );
}
