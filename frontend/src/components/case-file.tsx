import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { money, plainDate } from "~/lib/format";
import type { ScenarioView, UiLang } from "~/lib/model";
import styles from "./case-file.module.css";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** All a trainee may know before the call. `lang` is the language of the case's own texts. */
export function CaseFile({ scenario, lang }: { scenario: ScenarioView; lang: UiLang }) {
  const { t } = useTranslation();
  return (
    <div className={styles.file}>
      <Part title={t("case.situation")}>
        <p>{scenario.brief}</p>
        <dl className={styles.pairs}>
          <div>
            <dt>{t("case.goal")}</dt>
            <dd>{scenario.goal}</dd>
          </div>
          <div>
            <dt>{t("case.you")}</dt>
            <dd>
              {t("case.youAre", {
                name: scenario.trainee.name,
                role: scenario.trainee.role,
                firm: scenario.creditor.name,
              })}
            </dd>
          </div>
          <div>
            <dt>{t("case.today")}</dt>
            <dd>{plainDate(scenario.today, lang)}</dd>
          </div>
        </dl>
      </Part>
      <Part title={t("case.invoices")}>
        <Invoices scenario={scenario} lang={lang} />
      </Part>
      <Part title={t("case.people")}>
        <ul className={styles.people}>
          {scenario.contacts.map((contact) => (
            <li key={contact.id}>
              <strong>{contact.name}</strong>
              <span>{contact.role}</span>
            </li>
          ))}
        </ul>
      </Part>
      {scenario.history.length > 0 && (
        <Part title={t("case.history")}>
          <ol className={styles.history}>
            {scenario.history.map((entry) => (
              <li key={`${entry.date}${entry.what}`}>
                <time dateTime={entry.date}>{plainDate(entry.date, lang)}</time>
                <span>{entry.what}</span>
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title={t("case.authority")}>
        <Authority scenario={scenario} />
      </Part>
      {scenario.permitted.length > 0 && (
        <Part title={t("case.permitted")}>
          <ul className={styles.list}>
            {scenario.permitted.map((one) => (
              <li key={one.what}>{one.what}</li>
            ))}
          </ul>
        </Part>
      )}
      <RedLines scenario={scenario} />
    </div>
  );
}

function Invoices({ scenario, lang }: { scenario: ScenarioView; lang: UiLang }) {
  const { t } = useTranslation();
  return (
    <table className={styles.invoices}>
      <thead>
        <tr>
          <th scope="col">{t("case.invoice")}</th>
          <th scope="col">{t("case.due")}</th>
          <th scope="col">{t("case.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {scenario.invoices.map((invoice) => (
          <tr key={invoice.number}>
            <td>
              <span className="figures">{invoice.number}</span>
              <small>{invoice.for}</small>
            </td>
            <td>{plainDate(invoice.due, lang)}</td>
            <td className="figures">{money(invoice.amount, lang, "digits")}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t("case.balance")}
          </th>
          <td className="figures">{money(scenario.balance, lang, "digits")}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Authority({ scenario }: { scenario: ScenarioView }) {
  const { t } = useTranslation();
  const { max_discount, max_extension_days, max_instalments, may_waive_interest } = scenario.authority;
  return (
    <ul className={styles.list}>
      <li>{max_discount > 0 ? t("case.discount", { percent: max_discount / 10 }) : t("case.noDiscount")}</li>
      <li>{max_extension_days > 0 ? t("case.extension", { count: max_extension_days }) : t("case.noExtension")}</li>
      <li>{max_instalments > 1 ? t("case.instalments", { count: max_instalments }) : t("case.noInstalments")}</li>
      <li>{may_waive_interest ? t("case.interest") : t("case.noInterest")}</li>
    </ul>
  );
}

function RedLines({ scenario }: { scenario: ScenarioView }) {
  const { t } = useTranslation();
  if (scenario.red_lines.length === 0) return null;
  return (
    <Part title={t("case.redLines")}>
      <p className={styles.redLead}>{t("case.redLinesLead")}</p>
      <details className={styles.red}>
        <summary>
          {scenario.red_lines
            .filter((line) => line.level === "critical")
            .map((line) => line.name)
            .join(t("common.listSeparator"))}
          <span className={styles.more}>{t("case.redLinesMore")}</span>
        </summary>
        <dl>
          {scenario.red_lines.map((line) => (
            <div key={line.id}>
              <dt>
                {line.name} <span data-level={line.level}>{t(`level.${line.level}`)}</span>
              </dt>
              <dd>{t("case.sayInstead", { line: line.say_instead })}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Part>
  );
}
