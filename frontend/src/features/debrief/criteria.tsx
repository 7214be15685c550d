import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CheckIcon, CrossIcon, DashIcon, QuestionIcon } from "~/components/icons";
import type { CheckResult, Criterion, Evidence, Lang, Verdict } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./criteria.module.css";
import { Quote, TurnLink } from "./quote";

/** The pass line every bar shows. */
const passLine = 60;

/** Most points lost first; then what counts for nothing, and last what could not be observed. */
function byPointsLost(a: Criterion, b: Criterion): number {
  const lost = (c: Criterion) => (c.score === null ? -1 : c.advisory ? -0.5 : (c.weight * (100 - c.score)) / 100);
  return lost(b) - lost(a) || b.weight - a.weight;
}

export function Criteria({
  criteria,
  before,
  lang,
  told,
}: {
  criteria: Criterion[];
  /** Of the attempt before this one, drawn behind the bars. */
  before: Criterion[];
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  const sorted = [...criteria].sort(byPointsLost);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(sorted.slice(0, 3).map((c) => c.id)));
  const all = open.size === sorted.length;
  const lastTime = (id: string) => before.find((one) => one.id === id)?.score ?? null;
  const toggle = (id: string, isOpen: boolean) =>
    setOpen((before) => {
      if (before.has(id) === isOpen) return before;
      const next = new Set(before);
      if (isOpen) next.add(id);
      else next.delete(id);
      return next;
    });
  return (
    <>
      <div className={styles.tools}>
        {before.length > 0 && <p className={styles.legend}>{t("debrief.criteria.ghost")}</p>}
        <Button size="s" onClick={() => setOpen(new Set(all ? [] : sorted.map((c) => c.id)))}>
          {t(all ? "debrief.criteria.closeAll" : "debrief.criteria.openAll")}
        </Button>
      </div>
      <ul className={styles.criteria}>
        {sorted.map((criterion) => (
          <li key={criterion.id}>
            <details open={open.has(criterion.id)} onToggle={(event) => toggle(criterion.id, event.currentTarget.open)}>
              <summary className={styles.summary}>
                <span className={styles.name} lang={writtenTag(told)}>
                  {criterion.name}
                </span>
                <Bar criterion={criterion} before={lastTime(criterion.id)} />
                <span className={`${styles.score} figures`}>
                  {criterion.score ?? <small>{t(`verdictOf.${criterion.verdict}`)}</small>}
                  {lastTime(criterion.id) !== null && (
                    <span className="sr-only">{t("debrief.criteria.before", { score: lastTime(criterion.id) })}</span>
                  )}
                </span>
                <span className={`${styles.weight} figures`}>
                  {criterion.advisory
                    ? t("debrief.criteria.advisory")
                    : t("debrief.criteria.weight", { weight: criterion.weight })}
                </span>
              </summary>
              <div className={styles.body}>
                {criterion.advisory && <p className={styles.judge}>{t("debrief.criteria.advisoryWhy")}</p>}
                <ul>
                  {(criterion.checks ?? []).map((check, index, checks) => (
                    <Check key={check.id} check={check} shown={checks.slice(0, index)} lang={lang} told={told} />
                  ))}
                </ul>
                {criterion.better && (
                  <p className={styles.better}>
                    <span>
                      {t("debrief.criteria.better")} <TurnLink turn={criterion.better.turn} />
                    </span>
                    <span lang={writtenTag(lang)}>{criterion.better.line}</span>
                  </p>
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function Bar({ criterion, before }: { criterion: Criterion; before: number | null }) {
  const score = criterion.score;
  return (
    <svg className={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="10" className={styles.track} />
      {score !== null && <rect width={score} height="10" className={styles.fill} data-low={score < passLine} />}
      {before !== null && <rect width={before} height="10" className={styles.ghost} />}
      <line x1={passLine} x2={passLine} y1="0" y2="10" className={styles.pass} />
    </svg>
  );
}

const verdictIcons: Record<Verdict, typeof CheckIcon> = {
  met: CheckIcon,
  not_met: CrossIcon,
  not_observed: DashIcon,
  unscored: QuestionIcon,
  needs_review: QuestionIcon,
};

/** One check with the words it rests on; words already quoted above for this criterion are only pointed to. */
function Check({ check, shown, lang, told }: { check: CheckResult; shown: CheckResult[]; lang: Lang; told: Lang }) {
  const { t } = useTranslation();
  const key = (evidence: Evidence) => `${evidence.turn}-${evidence.quote}`;
  const quoted = new Set(shown.flatMap((one) => (one.evidence ?? []).map(key)));
  const evidence = [...new Map((check.evidence ?? []).map((one) => [key(one), one])).values()];
  const fresh = evidence.filter((one) => !quoted.has(key(one)));
  const same = [...new Set(evidence.filter((one) => quoted.has(key(one))).map((one) => one.turn))];
  const VerdictIcon = verdictIcons[check.verdict];
  return (
    <li className={styles.check} data-verdict={check.verdict}>
      <VerdictIcon size={18} />
      <div>
        <p>
          <span lang={writtenTag(told)}>{check.question}</span>{" "}
          <span className={styles.verdict}>{t(`verdictOf.${check.verdict}`)}</span>
        </p>
        {fresh.map((one) => (
          <Quote key={key(one)} turn={one.turn} quote={one.quote} lang={lang} />
        ))}
        {same.length > 0 && (
          <p className={styles.same}>
            {t("debrief.criteria.same")}{" "}
            {same.map((turn) => (
              <TurnLink key={turn} turn={turn} />
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
