import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Attempts } from "~/components/attempts";
import { Button } from "~/components/button";
import { Difficulty } from "~/components/difficulty";
import { PhoneIcon } from "~/components/icons";
import { money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { ScenarioSummary } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import { contentLang } from "~/lib/ui-lang";
import styles from "./library.module.css";
import { MeasuredLine } from "./measured-line";

export function ScenarioCard({
  scenario,
  starting,
  onCall,
}: {
  scenario: ScenarioSummary;
  starting: boolean;
  onCall: () => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { best } = scenario;
  /** Cases are written in two languages, of which this is the nearest. */
  const written = writtenTag(contentLang(ui));
  return (
    <li className={styles.card}>
      <div className={styles.cardTop}>
        <span lang={written}>{scenario.trade}</span>
        <Difficulty level={scenario.difficulty} />
      </div>
      <h2 className={styles.cardTitle} lang={written}>
        <Link href={`/cases/${scenario.id}`}>{scenario.title}</Link>
      </h2>
      <p className={styles.debtor} lang={written}>
        {scenario.debtor}
      </p>
      <p className={styles.owes}>
        <span className={`${styles.amount} figures`}>{money(scenario.balance, ui)}</span>
        <span className={styles.late}>{t("case.daysLate", { count: scenario.days_late })}</span>
      </p>
      <p className={styles.brief} lang={written}>
        {scenario.brief}
      </p>
      <p className={styles.trains}>
        <span className={styles.trainsLabel}>{t("library.trains")}</span>{" "}
        <span lang={written}>{scenario.trains.map((skill) => skill.name).join(t("common.listSeparator"))}</span>
      </p>
      {scenario.measured && <MeasuredLine measured={scenario.measured} />}
      <div className={styles.cardFoot}>
        <p className={styles.best}>
          <Attempts scenario={scenario} />
          {best && <span className={styles.bestOutcome}>{t(`outcome.${best.outcome}.short`)}</span>}
        </p>
        <Button
          look="primary"
          icon={<PhoneIcon />}
          disabled={starting}
          onClick={onCall}
          aria-label={t("library.callOf", { debtor: scenario.debtor })}
        >
          {t("start.call")}
        </Button>
      </div>
    </li>
  );
}
