import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CheckIcon, ClockIcon, CrossIcon, WarnIcon } from "~/components/icons";
import { Trouble, useProblemText, Waiting } from "~/components/query-state";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { ModelReport, ModelSetup } from "~/lib/model";
import { modelsQuery, testModels } from "~/lib/queries";
import { useTitle } from "~/lib/use-title";
import styles from "./models.module.css";

/** The models in use and a button that tries them. They are set where the server is started, never from a page. */
export function ModelsPage() {
  const { t } = useTranslation();
  const setup = useQuery(modelsQuery());
  const test = useMutation({ mutationFn: testModels });
  const problem = useProblemText();
  useTitle(t("models.title"));

  if (setup.isPending) return <Waiting />;
  if (setup.isError) return <Trouble error={setup.error} onRetry={() => void setup.refetch()} />;
  const { endpoints } = setup.data;
  return (
    <div className={styles.page}>
      <header>
        <h1>{t("models.title")}</h1>
        <p className={styles.lead}>{t(endpoints.length === 0 ? "models.scripted" : "models.lead")}</p>
      </header>
      {endpoints.length > 0 && <Endpoints setup={setup.data} />}
      <section className={styles.part} aria-labelledby="set-up">
        <h2 id="set-up">{t("models.how.title")}</h2>
        <p>{t("models.how.text")}</p>
        <pre className={styles.code} lang="en">
          <code>{`HUIKUAN_LLM_BASE_URL=https://…/v1\nHUIKUAN_LLM_MODEL=…\nHUIKUAN_LLM_API_KEY_FILE=key.txt`}</code>
        </pre>
        <p>{t("models.how.roles")}</p>
      </section>
      {endpoints.length > 0 && (
        <section className={styles.part} aria-labelledby="test">
          <h2 id="test">{t("models.test.title")}</h2>
          <p>{t("models.test.text")}</p>
          <p>
            <Button look="primary" disabled={test.isPending} onClick={() => test.mutate()}>
              {t(test.isPending ? "models.test.running" : "models.test.run")}
            </Button>
          </p>
          <div role="status">
            {test.isError && (
              <p className={styles.error}>
                <strong>{problem(test.error).title}</strong> {problem(test.error).text}
              </p>
            )}
            {test.data?.reports.map((report) => (
              <Report key={report.endpoint.endpoint} report={report} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function Endpoints({ setup }: { setup: ModelSetup }) {
  const { t } = useTranslation();
  return (
    <section className={styles.part} aria-labelledby="in-use">
      <h2 id="in-use">{t("models.inUse")}</h2>
      <ul className={styles.endpoints}>
        {setup.endpoints.map((one) => (
          <li key={one.endpoint}>
            <strong>{one.model}</strong>
            <span className="figures">{one.base_url}</span>
            <span>
              {one.roles.map((role) => t(`models.role.${role}`)).join(t("common.listSeparator"))} ·{" "}
              {t(one.has_key ? "models.key" : "models.noKey")}
            </span>
          </li>
        ))}
      </ul>
      <LastCalls roles={setup.roles} />
      <p>
        {t("models.today", { count: setup.tokens_today })}
        {setup.day_tokens > 0 && ` ${t("models.ofDay", { count: setup.day_tokens })}`}
      </p>
    </section>
  );
}

/** How the last calls of each role went, without a test. */
function LastCalls({ roles }: { roles: ModelSetup["roles"] }) {
  const { t, i18n } = useTranslation();
  const ui = useUiLang();
  const why = (kind: string) => (i18n.exists(`models.finding.any.${kind}`) ? t(`models.finding.any.${kind}`) : kind);
  return (
    <>
      <h3 id="last-calls">{t("models.state.title")}</h3>
      <ul className={styles.findings} aria-labelledby="last-calls">
        {roles.map(({ role, state, since, kind }) => (
          <li key={role} data-level={state === "failing" ? "fail" : "ok"}>
            {state === "failing" ? (
              <WarnIcon size={16} />
            ) : state === "works" ? (
              <CheckIcon size={16} />
            ) : (
              <ClockIcon size={16} />
            )}
            <span>
              <strong>{t(`models.role.${role}`)}</strong>{" "}
              {t(`models.state.${state}`, { when: since && moment(since, ui), why: kind && why(kind) })}
              {state === "failing" && role === "voice" && ` ${t("models.state.instead")}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Report({ report }: { report: ModelReport }) {
  const { t, i18n } = useTranslation();
  const cost = {
    tokens: report.turn_token,
    turn: report.turn_cost.toFixed(4),
    call: (20 * report.turn_cost).toFixed(2),
  };
  /** Our own words for a finding: of its check, else of a failure that any check can meet; what is rare keeps the server's. */
  const words = (check: string, code: string, detail: string) => {
    const known = [`models.finding.${check}.${code}`, `models.finding.any.${code}`].find((key) => i18n.exists(key));
    return known ? t(known, cost) : detail;
  };
  return (
    <article className={styles.report} data-ok={report.ok}>
      <h3>
        {report.ok ? <CheckIcon size={18} /> : <CrossIcon size={18} />} {report.endpoint.model}{" "}
        <span>{t(report.ok ? "models.test.ok" : "models.test.bad")}</span>
      </h3>
      <ul className={styles.findings}>
        {report.findings.map((finding) => (
          <li key={finding.check} data-level={finding.level}>
            {finding.level === "ok" ? <CheckIcon size={16} /> : <WarnIcon size={16} />}
            <span>
              <strong>{t(`models.check.${finding.check}`)}</strong> {words(finding.check, finding.code, finding.detail)}
            </span>
          </li>
        ))}
      </ul>
      {report.first_ms > 0 && (
        <p className="figures">
          {t("models.test.speed", {
            first: (report.first_ms / 1000).toFixed(1),
            total: (report.total_ms / 1000).toFixed(1),
          })}
        </p>
      )}
      {report.sample_zh && <blockquote lang="zh-CN">{report.sample_zh}</blockquote>}
      {report.sample_en && <blockquote lang="en">{report.sample_en}</blockquote>}
    </article>
  );
}
