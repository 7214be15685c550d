import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { CallSettings } from "~/components/call-settings";
import { Later } from "~/components/later";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { useCallChoice } from "~/lib/call-choice";
import { dayOf } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Practice } from "~/lib/model";
import { practiceQuery } from "~/lib/queries";
import { useStartCall } from "~/lib/use-start-call";
import { useTitle } from "~/lib/use-title";
import { CallToMake } from "./call-to-make";
import { Charts } from "./charts";
import { DemoTeam } from "./demo-team";
import { FirstCall } from "./first-call";
import styles from "./home.module.css";
import { TourOffer } from "./tour-offer";
import { WeekStrip } from "./week-strip";

/** About how long a call takes with its debrief, in minutes. */
const minutesACall = 7;

export function HomePage() {
  const { t } = useTranslation();
  const ui = useUiLang();
  const plan = useQuery(practiceQuery(ui));
  useTitle(t("nav.home"));

  if (plan.isPending) return <Waiting />;
  if (plan.isError) return <Trouble error={plan.error} onRetry={() => void plan.refetch()} />;
  return <Later meanwhile={<Waiting />}>{() => <Plan data={plan.data} />}</Later>;
}

function Plan({ data }: { data: Practice }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const choice = useCallChoice(ui);
  const start = useStartCall();
  const problem = useProblemText();
  const call = (scenario: string) => start.mutate({ scenario, lang: choice.lang, mode: choice.mode });
  const trouble = start.isError && (
    <p className={styles.error} role="alert">
      <strong>{problem(start.error).title}</strong> {problem(start.error).text}
    </p>
  );
  if (data.attempts === 0) {
    return (
      <div className={styles.home}>
        {trouble}
        <FirstCall call={data.calls[0]} choice={choice} starting={start.isPending} onCall={call} />
        <DemoTeam first tour={<TourOffer />} />
      </div>
    );
  }
  return (
    <div className={styles.home}>
      <header className={styles.head}>
        <div>
          <h1>{t("home.title")}</h1>
          <Lead plan={data} />
        </div>
        <WeekStrip week={data.week} />
      </header>
      {trouble}
      {data.calls.length > 0 ? (
        <section className={styles.today} aria-label={t("home.today")}>
          <ul className={styles.calls}>
            {data.calls.map((one) => (
              <CallToMake key={one.scenario.id} call={one} starting={start.isPending} onCall={call} />
            ))}
          </ul>
          <CallSettings choice={choice} />
        </section>
      ) : (
        <p>
          <ButtonLink href="/library">{t("home.pickOne")}</ButtonLink>
        </p>
      )}
      <Charts plan={data} />
      <DemoTeam first={false} />
    </div>
  );
}

function Lead({ plan }: { plan: Practice }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const due = plan.calls.filter((call) => call.why === "due").length;
  let text = t("home.lead.rest");
  if (due > 0) text = t("home.lead.due", { count: due, minutes: due * minutesACall });
  else if (plan.calls.length > 0) text = t("home.lead.unseen");
  else if (plan.done_today > 0) text = t("home.lead.done", { count: plan.done_today });
  return (
    <p className={styles.lead}>
      {text}
      {due === 0 && plan.next_due && <span>{t("home.lead.next", { date: dayOf(plan.next_due, ui) })}</span>}
    </p>
  );
}
