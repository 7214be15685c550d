import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/components/button";
import { CallSettings } from "~/components/call-settings";
import { PhoneIcon } from "~/components/icons";
import { money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang, Mode, PracticeCall } from "~/lib/model";
import styles from "./first-call.module.css";

interface Choice {
  lang: Lang;
  mode: Mode;
  setLang: (lang: Lang) => void;
  setMode: (mode: Mode) => void;
}

/** What somebody sees who has not called anybody yet: how it goes, and one button. */
export function FirstCall({
  call,
  choice,
  starting,
  onCall,
}: {
  call: PracticeCall | undefined;
  choice: Choice;
  starting: boolean;
  onCall: (scenario: string) => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <div className={styles.first}>
      <header>
        <h1>{t("home.first.title")}</h1>
        <p className={styles.lead}>{t("home.first.lead")}</p>
      </header>
      <ol className={styles.steps}>
        {(["call", "judge", "debrief"] as const).map((step, index) => (
          <li key={step}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <h2>{t(`home.first.step.${step}.title`)}</h2>
            <p>{t(`home.first.step.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      {call && (
        <section className={styles.dial} aria-labelledby="first-case">
          <div className={styles.case}>
            <p className={styles.over}>{t("home.why.first")}</p>
            <h2 id="first-case">{call.scenario.title}</h2>
            <p className={styles.owes}>
              <span>{call.scenario.debtor}</span>
              <strong className="figures">{money(call.scenario.balance, ui)}</strong>
              <span className={styles.late}>{t("case.daysLate", { count: call.scenario.days_late })}</span>
            </p>
            <p>{call.scenario.brief}</p>
          </div>
          <div className={styles.act}>
            <CallSettings choice={choice} />
            <Button
              look="primary"
              size="l"
              icon={<PhoneIcon />}
              disabled={starting}
              onClick={() => onCall(call.scenario.id)}
            >
              {t("home.first.call")}
            </Button>
            <ButtonLink look="plain" href="/library">
              {t("home.pickOne")}
            </ButtonLink>
          </div>
        </section>
      )}
    </div>
  );
}
