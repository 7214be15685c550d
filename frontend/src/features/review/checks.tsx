import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CheckIcon, CrossIcon, DashIcon, QuestionIcon } from "~/components/icons";
import type { CheckResult, Criterion, Lang, Scorecard, Verdict } from "~/lib/model";
import type { Override, ReviewSheet } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import { htmlLang } from "~/lib/ui-lang";
import styles from "./checks.module.css";
import { CommentForm, CommentList } from "./comments";
import { DecisionForm } from "./decision-form";

const icons: Record<Verdict, typeof CheckIcon> = {
  met: CheckIcon,
  not_met: CrossIcon,
  not_observed: DashIcon,
  unscored: QuestionIcon,
  needs_review: QuestionIcon,
};

/** What waits for a person comes first, then what was decided, then the rest as the scorecard has it. */
function inOrder(criteria: Criterion[], decided: Map<string, Override>): Criterion[] {
  const rank = (criterion: Criterion) => {
    const checks = criterion.checks ?? [];
    if (criterion.verdict === "needs_review" || checks.some((check) => check.verdict === "needs_review")) return 0;
    return checks.some((check) => decided.has(check.id)) ? 1 : 2;
  };
  return [...criteria].sort((a, b) => rank(a) - rank(b));
}

/** Whether a criterion holds a check that was decided or waits for a person. */
const inWork = (criterion: Criterion, decided: Map<string, Override>) =>
  (criterion.checks ?? []).some((check) => decided.has(check.id) || check.verdict === "needs_review");

/** The decisions that stand, by check: the newest counts, one without a verdict takes it back. */
export function standing(overrides: Override[]): Map<string, Override> {
  const decided = new Map<string, Override>();
  for (const one of overrides) {
    if (one.verdict === "") decided.delete(one.check);
    else decided.set(one.check, one);
  }
  return decided;
}

export function Checks({
  session,
  card,
  sheet,
  lang,
  told,
}: {
  session: string;
  card: Scorecard;
  sheet: ReviewSheet;
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  const decided = standing(sheet.overrides);
  // As they stood when the page was opened: a decision neither moves nor closes what the reviewer is at.
  const [order] = useState(() => inOrder(card.criteria ?? [], decided).map((criterion) => criterion.id));
  const [openAtFirst] = useState(
    () => new Set((card.criteria ?? []).filter((c) => inWork(c, decided)).map((c) => c.id)),
  );
  const criteria = [...(card.criteria ?? [])].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return (
    <ul className={styles.criteria}>
      {criteria.map((criterion) => (
        <li key={criterion.id}>
          <details open={openAtFirst.has(criterion.id)}>
            <summary className={styles.summary}>
              <span lang={writtenTag(told)}>{criterion.name}</span>
              <span className="figures">{criterion.score ?? t(`verdictOf.${criterion.verdict}`)}</span>
            </summary>
            <ul className={styles.checks}>
              {(criterion.checks ?? []).map((check) => (
                <Check
                  key={check.id}
                  session={session}
                  check={check}
                  decision={decided.get(check.id)}
                  sheet={sheet}
                  lang={lang}
                  told={told}
                />
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Check({
  session,
  check,
  decision,
  sheet,
  lang,
  told,
}: {
  session: string;
  check: CheckResult;
  decision: Override | undefined;
  sheet: ReviewSheet;
  lang: Lang;
  told: Lang;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"decide" | "comment" | null>(null);
  const Icon = icons[check.verdict];
  const toggle = (part: "decide" | "comment") => setOpen(open === part ? null : part);
  return (
    <li className={styles.check} data-verdict={check.verdict}>
      <Icon size={18} />
      <div className={styles.body}>
        <p>
          <span lang={writtenTag(told)}>{check.question}</span>{" "}
          <span className={styles.verdict}>{t(`verdictOf.${check.verdict}`)}</span>
        </p>
        {decision && (
          <p className={styles.decision}>
            {t("review.decision.stands", {
              who: decision.author || t("review.someone"),
              rules: t(`verdictOf.${decision.was}`),
            })}{" "}
            <q>{decision.reason}</q>
          </p>
        )}
        {(check.evidence ?? []).map((one) => (
          <blockquote key={`${one.turn}-${one.quote}`} className={styles.quote}>
            <q lang={htmlLang(lang)}>{one.quote}</q>{" "}
            <a href={`#turn-${one.turn}`} className="figures">
              {t("debrief.turn", { n: one.turn + 1 })}
            </a>
          </blockquote>
        ))}
        <CommentList session={session} comments={sheet.comments.filter((comment) => comment.check === check.id)} />
        <div className={styles.actions}>
          <Button
            size="s"
            look="plain"
            aria-expanded={open === "decide"}
            aria-label={t("review.decision.about", { check: check.question })}
            onClick={() => toggle("decide")}
          >
            {t(decision ? "review.decision.change" : "review.decision.make")}
          </Button>
          <Button
            size="s"
            look="plain"
            aria-expanded={open === "comment"}
            aria-label={t("review.comment.about", { check: check.question })}
            onClick={() => toggle("comment")}
          >
            {t("review.comment.make")}
          </Button>
        </div>
        {open === "decide" && (
          <DecisionForm session={session} check={check} decision={decision} onClose={() => setOpen(null)} />
        )}
        {open === "comment" && (
          <CommentForm
            session={session}
            about={{ check: check.id }}
            label={t("review.comment.onCheck")}
            onClose={() => setOpen(null)}
          />
        )}
      </div>
    </li>
  );
}
