import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Attempts } from "~/components/attempts";
import { Button } from "~/components/button";
import { Difficulty } from "~/components/difficulty";
import { PhoneIcon } from "~/components/icons";
import { money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { PracticeCall } from "~/lib/model";
import styles from "./home.module.css";

/** A call to make today, with what it is good for. */
export function CallToMake({
  call,
  starting,
  onCall,
}: {
  call: PracticeCall;
  starting: boolean;
  onCall: (scenario: string) => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { scenario } = call;
  const names = (skills: { name: string }[]) => skills.map((skill) => skill.name).join(t("common.listSeparator"));
  return (
    <li className={styles.call}>
      <p className={styles.over}>
        <span className={styles.tag} data-why={call.why}>
          {t(`home.why.${call.why}`)}
        </span>
        <span>{t(call.seen ? "home.seen" : "home.fresh")}</span>
        <Difficulty level={scenario.difficulty} />
      </p>
      <h2>
        <Link href={`/cases/${scenario.id}`}>{scenario.title}</Link>
      </h2>
      <p className={styles.owes}>
        <span>{scenario.debtor}</span>
        <strong className="figures">{money(scenario.balance, ui)}</strong>
        <span className={styles.late}>{t("case.daysLate", { count: scenario.days_late })}</span>
      </p>
      <dl className={styles.reasons}>
        {call.skills.length > 0 && (
          <div>
            <dt>{t("home.reason.skills")}</dt>
            <dd>{names(call.skills)}</dd>
          </div>
        )}
        {call.excuses.length > 0 && (
          <div>
            <dt>{t("home.reason.excuses")}</dt>
            <dd>{names(call.excuses)}</dd>
          </div>
        )}
        {call.why === "unseen" && (
          <div>
            <dt>{t("home.reason.unseen")}</dt>
            <dd>{names(scenario.trains)}</dd>
          </div>
        )}
      </dl>
      <div className={styles.callFoot}>
        <p className={styles.best}>{scenario.attempts.calls > 0 && <Attempts scenario={scenario} />}</p>
        <Button
          look="primary"
          icon={<PhoneIcon />}
          disabled={starting}
          onClick={() => onCall(scenario.id)}
          aria-label={t("library.callOf", { debtor: scenario.debtor })}
        >
          {t("start.call")}
        </Button>
      </div>
    </li>
  );
}
