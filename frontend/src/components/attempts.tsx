import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ScenarioSummary } from "~/lib/model";

/** How somebody has done on a case so far: the best score, else that it was practised and how often. */
export function Attempts({ scenario: { best, attempts } }: { scenario: ScenarioSummary }) {
  const { t } = useTranslation();
  if (best)
    return (
      <>
        {t("library.best")}{" "}
        <Link href={`/calls/${best.session}/debrief`} className="figures">
          {t("library.bestScore", { count: best.total })}
        </Link>
      </>
    );
  if (attempts.calls === 0) return t("library.notYet");
  const helped = attempts.assisted === attempts.calls;
  return (
    <Link href={`/calls/${attempts.latest}/debrief`}>
      {t(helped ? "library.helped" : "library.unscored", { count: attempts.calls })}
    </Link>
  );
}
