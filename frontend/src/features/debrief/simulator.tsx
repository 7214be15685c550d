import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";
import { useUiLang } from "~/lib/i18n";
import type { Audit, ModelSpend } from "~/lib/model";
import { usageQuery } from "~/lib/queries";
import { TurnLink } from "./quote";
import styles from "./simulator.module.css";

/** A call the simulator spoilt: why it does not count, and the way to another one. */
export function VoidNotice({ audit, scenario }: { audit: Audit | null; scenario: string }) {
  const { t } = useTranslation();
  if (!audit?.void) return null;
  return (
    <Notice
      title={t("debrief.simulator.voidTitle")}
      action={
        <ButtonLink look="primary" href={`/cases/${scenario}`}>
          {t("debrief.simulator.again")}
        </ButtonLink>
      }
    >
      <p>
        {t("debrief.simulator.voidText", {
          because: audit.because ? `${t(`debrief.simulator.kind.${audit.because}`)} ` : "",
        })}
      </p>
    </Notice>
  );
}

const effects = ["helped", "hindered", "minor"] as const;

/** What the simulator did wrong, by what it did to the trainee. */
export function SimulatorFaults({ audit }: { audit: Audit }) {
  const { t } = useTranslation();
  if (audit.faults.length === 0) return <p className={styles.clean}>{t("debrief.simulator.clean")}</p>;
  return (
    <>
      {effects
        .filter((effect) => audit[effect] > 0)
        .map((effect) => (
          <section key={effect} className={styles.group} data-effect={effect}>
            <h3>{t(`debrief.simulator.effect.${effect}`)}</h3>
            <ul>
              {byKind(audit, effect).map(([kind, turns]) => (
                <li key={kind}>
                  <p>{t(`debrief.simulator.kind.${kind}`)}</p>
                  <p className={styles.turns}>
                    {turns.map((turn) => (
                      <TurnLink key={turn} turn={turn} />
                    ))}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}

function byKind(audit: Audit, effect: string) {
  const kinds = new Map<string, number[]>();
  for (const fault of audit.faults) {
    if (fault.effect !== effect) continue;
    const turns = kinds.get(fault.kind) ?? [];
    if (!turns.includes(fault.turn)) turns.push(fault.turn);
    kinds.set(fault.kind, turns);
  }
  return [...kinds];
}

const tokens = (spend: ModelSpend) => spend.prompt_tokens + spend.completion_tokens;

/** What models took for the call; nothing when none was asked. */
export function Spent({ session }: { session: string }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const usage = useQuery(usageQuery(session));
  const number = new Intl.NumberFormat(ui);
  const price = new Intl.NumberFormat(ui, { maximumSignificantDigits: 3 });
  if (!usage.data?.length) return null;
  return (
    <section className={styles.group}>
      <h3>{t("debrief.simulator.usage")}</h3>
      <ul>
        {usage.data.map((row) => (
          <li key={`${row.day}-${row.role}-${row.endpoint}`}>
            <p>
              {t(`models.role.${row.role}`)} <code>{row.endpoint}</code>
            </p>
            <p className={`${styles.turns} figures`}>
              <span>
                {t("debrief.simulator.usageLine", {
                  requests: t("debrief.simulator.requests", { count: row.calls, n: number.format(row.calls) }),
                  tokens: t("debrief.simulator.tokens", { count: tokens(row), n: number.format(tokens(row)) }),
                })}
              </span>
              {row.failed > 0 && <span>{t("debrief.simulator.failedRequests", { count: row.failed })}</span>}
              {row.cost_micros > 0 && (
                <span>{t("debrief.simulator.cost", { cost: price.format(row.cost_micros / 1e6) })}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
