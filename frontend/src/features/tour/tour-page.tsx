import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, ButtonLink } from "~/components/button";
import { PhoneIcon } from "~/components/icons";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import { scenarioQuery, startSession } from "~/lib/queries";
import { writtenTag } from "~/lib/script";
import { contentLang, htmlLang } from "~/lib/ui-lang";
import { useTitle } from "~/lib/use-title";
import { Panel } from "./panel";
import { place, tourCase, tourSeed } from "./steps";
import styles from "./tour-page.module.css";

/** The beginning of the tour: whom we call, and about what. */
export function TourPage() {
  const { t } = useTranslation();
  const ui = useUiLang();
  const lang = contentLang(ui);
  const [, navigate] = useLocation();
  const problem = useProblemText();
  const scenario = useQuery(scenarioQuery(tourCase, ui));
  const start = useMutation({
    mutationFn: () => startSession({ scenario_id: tourCase, lang, mode: "practice", purpose: "tour", seed: tourSeed }),
    onSuccess: (session) => navigate(`/calls/${session.id}`),
  });
  useTitle(t("tour.name"));
  if (scenario.isError) return <Trouble error={scenario.error} onRetry={() => void scenario.refetch()} />;
  if (!scenario.data) return <Waiting />;
  const { data } = scenario;
  return (
    <div className={styles.tour}>
      <header>
        <h1>{t("tour.title")}</h1>
        <p className={styles.lead}>{t("tour.lead")}</p>
      </header>
      <Panel step={place.brief} title={t("tour.brief.title")}>
        <p>{t("tour.brief.text")}</p>
      </Panel>
      <section className={styles.brief} lang={writtenTag(lang)} aria-labelledby="tour-case">
        <h2 id="tour-case">{data.title}</h2>
        <p className={styles.owes}>
          <span>{data.debtor}</span>
          <strong className="figures">{money(data.balance, ui)}</strong>
          <span className={styles.late} lang={htmlLang(ui)}>
            {t("case.daysLate", { count: data.days_late })}
          </span>
        </p>
        <p>{data.brief}</p>
        <p>
          <strong lang={htmlLang(ui)}>{t("case.goal")}</strong> {data.goal}
        </p>
      </section>
      {start.isError && (
        <p className={styles.error} role="alert">
          <strong>{problem(start.error).title}</strong> {problem(start.error).text}
        </p>
      )}
      <p className={styles.acts}>
        <Button look="primary" size="l" icon={<PhoneIcon />} disabled={start.isPending} onClick={() => start.mutate()}>
          {t("tour.start")}
        </Button>
        <ButtonLink look="plain" href="/">
          {t("tour.skip")}
        </ButtonLink>
      </p>
    </div>
  );
}
