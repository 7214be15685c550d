import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation, useSearch } from "wouter";
import { CallSettings } from "~/components/call-settings";
import { Later } from "~/components/later";
import { Notice } from "~/components/notice";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { useCallChoice } from "~/lib/call-choice";
import { useUiLang } from "~/lib/i18n";
import type { ScenarioSummary } from "~/lib/model";
import { scenariosQuery } from "~/lib/queries";
import { useStartCall } from "~/lib/use-start-call";
import { useTitle } from "~/lib/use-title";
import { FilterBar } from "./filter-bar";
import { type Filters, fits, readFilters, writeFilters } from "./filters";
import styles from "./library.module.css";
import { ScenarioCard } from "./scenario-card";

export function LibraryPage() {
  const { t } = useTranslation();
  const ui = useUiLang();
  const scenarios = useQuery(scenariosQuery(ui));
  useTitle(t("nav.library"));

  if (scenarios.isPending) return <Waiting />;
  if (scenarios.isError) return <Trouble error={scenarios.error} onRetry={() => void scenarios.refetch()} />;
  return <Later meanwhile={<Waiting />}>{() => <Cases all={scenarios.data} />}</Later>;
}

function Cases({ all }: { all: ScenarioSummary[] }) {
  const { t } = useTranslation();
  const choice = useCallChoice(useUiLang());
  const start = useStartCall();
  const problem = useProblemText();
  const search = useSearch();
  const [, navigate] = useLocation();
  const filters = readFilters(search);
  const setFilters = (next: Filters) => navigate(`/library${writeFilters(next)}`, { replace: true });
  const shown = all.filter((scenario) => fits(scenario, filters));
  return (
    <>
      <div className={styles.head}>
        <div>
          <h1 className={styles.title}>{t("library.title")}</h1>
          <p className={styles.lead}>{t("library.lead")}</p>
        </div>
        <CallSettings choice={choice} />
      </div>
      {start.isError && (
        <p className={styles.error} role="alert">
          <strong>{problem(start.error).title}</strong> {problem(start.error).text}
        </p>
      )}
      {all.length > 0 && <FilterBar all={all} shown={shown.length} filters={filters} onChange={setFilters} />}
      {all.length === 0 && <Notice title={t("library.empty.title")}>{t("library.empty.text")}</Notice>}
      {all.length > 0 && shown.length === 0 && (
        <Notice title={t("library.nothing.title")}>{t("library.nothing.text")}</Notice>
      )}
      {shown.length > 0 && (
        <ul className={styles.cards}>
          {shown.map((scenario) => (
            <ScenarioCard
              key={scenario.id}
              scenario={scenario}
              starting={start.isPending}
              onCall={() => start.mutate({ scenario: scenario.id, lang: choice.lang, mode: choice.mode })}
            />
          ))}
        </ul>
      )}
    </>
  );
}
