import { useTranslation } from "react-i18next";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import type { ReviewSheet } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import styles from "./trail.module.css";

interface Step {
  id: string;
  at: string;
  who: string;
  what: string;
  about?: string;
}

/** Who did what to the review of a call, in order: nothing of it can be changed or removed. */
export function Trail({ sheet, lang }: { sheet: ReviewSheet; lang: Lang }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const questions = new Map(
    (sheet.card?.criteria ?? []).flatMap((one) =>
      (one.checks ?? []).map((check) => [check.id, check.question] as const),
    ),
  );
  const steps: Step[] = [
    ...sheet.comments.map((one) => ({
      id: one.id,
      at: one.at,
      who: one.author,
      what:
        one.turn === null
          ? t(one.check ? "review.trail.onCheck" : "review.trail.onCall")
          : t("review.trail.onTurn", { n: one.turn + 1 }),
      about: questions.get(one.check),
    })),
    ...sheet.comments.flatMap((one) =>
      one.marks.map((mark) => ({
        id: mark.id,
        at: mark.at,
        who: mark.author,
        what: t(mark.resolved ? "review.trail.resolved" : "review.trail.reopened"),
      })),
    ),
    ...sheet.overrides.map((one) => ({
      id: one.id,
      at: one.at,
      who: one.author,
      what: one.verdict
        ? t("review.trail.decided", { was: t(`verdictOf.${one.was}`), is: t(`verdictOf.${one.verdict}`) })
        : t("review.trail.takenBack"),
      about: questions.get(one.check) ?? one.check,
    })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="trail" className={styles.trail}>
      <h2 id="trail">{t("review.trail.title")}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step.id}>
            <time dateTime={step.at} className="figures">
              {moment(step.at, ui)}
            </time>
            <span>
              <strong>{step.who || t("review.someone")}</strong> {step.what}
              {step.about && (
                <span className={styles.about} lang={writtenTag(lang)}>
                  {step.about}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
