import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Attempts } from "~/components/attempts";
import { Button } from "~/components/button";
import { CallSettings } from "~/components/call-settings";
import { CaseFile } from "~/components/case-file";
import { Difficulty } from "~/components/difficulty";
import { BackIcon, PhoneIcon } from "~/components/icons";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { useCallChoice } from "~/lib/call-choice";
import { money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import { scenarioQuery } from "~/lib/queries";
import { useStartCall } from "~/lib/use-start-call";
import { useTitle } from "~/lib/use-title";
import styles from "./case-page.module.css";
import { MeasuredLine } from "./measured-line";

export function CasePage({ scenario: id }: { scenario: string }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const query = useQuery(scenarioQuery(id, ui));
  const choice = useCallChoice(ui);
  const start = useStartCall();
  const problem = useProblemText();
  useTitle(query.data?.title);

  if (query.isPending) return <Waiting />;
  if (query.isError) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  const scenario = query.data;
  const first = scenario.contacts[0];
  return (
    <>
      <Link href="/library" className={styles.back}>
        <BackIcon size={18} /> {t("common.toLibrary")}
      </Link>
      <header className={styles.head}>
        <p className={styles.over}>
          <span>{scenario.trade}</span>
          <Difficulty level={scenario.difficulty} />
        </p>
        <h1>{scenario.title}</h1>
        <p className={styles.owes}>
          <span>{scenario.debtor}</span>
          <strong className="figures">{money(scenario.balance, ui)}</strong>
          <span className={styles.late}>{t("case.daysLate", { count: scenario.days_late })}</span>
        </p>
        {scenario.measured && <MeasuredLine measured={scenario.measured} />}
      </header>
      <div className={styles.columns}>
        <div className={styles.file}>
          <CaseFile scenario={scenario} lang={ui} />
        </div>
        <aside className={styles.aside} aria-labelledby="dial">
          <h2 id="dial" className={styles.asideTitle}>
            {t("start.title")}
          </h2>
          {first && (
            <p className={styles.answers}>
              {t("start.answers")} <strong>{first.name}</strong>
              <span>{first.role}</span>
            </p>
          )}
          <p className={styles.best}>
            <Attempts scenario={scenario} />
          </p>
          <CallSettings choice={choice} />
          <Button
            look="primary"
            size="l"
            icon={<PhoneIcon />}
            disabled={start.isPending}
            onClick={() => start.mutate({ scenario: id, lang: choice.lang, mode: choice.mode })}
          >
            {t("start.call")}
          </Button>
          {start.isError && (
            <p className={styles.error} role="alert">
              <strong>{problem(start.error).title}</strong> {problem(start.error).text}
            </p>
          )}
        </aside>
      </div>
    </>
  );
}
