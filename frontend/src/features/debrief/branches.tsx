import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import { type Branch, branchesQuery, type Branches as Family } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import { useTold } from "~/lib/told";
import styles from "./branches.module.css";
import { Section } from "./section";

/** Whether this call went more than one way. */
export function useCompared(session: string): boolean {
  const { told } = useTold();
  const family = useQuery(branchesQuery(session, told));
  return (family.data?.branches.length ?? 0) > 1;
}

/** Every way this call went: the first one and what was tried again from its turns, side by side. Nothing without forks. */
export function Branches({ session }: { session: string }) {
  const { t } = useTranslation();
  const { told } = useTold();
  const family = useQuery(branchesQuery(session, told));
  if (!family.data || family.data.branches.length < 2) return null;
  return (
    <Section id="branches" title={t("debrief.branches.title")} lead={t("debrief.branches.lead")}>
      <Compared family={family.data} here={session} lang={told} />
    </Section>
  );
}

function Compared({ family, here, lang }: { family: Family; here: string; lang: Lang }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const scored = family.branches.filter((branch) => branch.status === "scored");
  const differ = family.checks.filter((check) => new Set(scored.map((one) => one.verdicts[check.id])).size > 1);
  const name = (branch: Branch) =>
    branch.fork_turn === null
      ? t("debrief.branches.first")
      : t("debrief.branches.from", { n: branch.fork_turn + 1, when: moment(branch.started_at, ui) });
  const head = (branch: Branch) => (
    <th key={branch.session} scope="col" data-here={branch.session === here}>
      {branch.session === here ? (
        <span aria-current="page">{t("debrief.branches.here")}</span>
      ) : (
        <Link href={branch.status === "live" ? `/calls/${branch.session}` : `/calls/${branch.session}/debrief`}>
          {name(branch)}
        </Link>
      )}
    </th>
  );
  const rows: [string, (branch: Branch) => string | number][] = [
    ["result", (one) => (one.outcome ? t(`outcome.${one.outcome}.short`) : t("history.live"))],
    ["promise", (one) => one.promise || t("common.none")],
    ["score", (one) => one.total ?? t("common.none")],
    ["lines", (one) => one.turn_count],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t("debrief.branches.title")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {family.branches.map(head)}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{t(`debrief.branches.row.${key}`)}</th>
              {family.branches.map((branch) => (
                <td key={branch.session} className="figures" data-here={branch.session === here}>
                  {value(branch)}
                </td>
              ))}
            </tr>
          ))}
          {differ.map((check) => (
            <tr key={check.id}>
              <th scope="row" lang={writtenTag(lang)}>
                {check.question}
              </th>
              {family.branches.map((branch) => {
                const verdict = branch.verdicts[check.id];
                return (
                  <td key={branch.session} data-verdict={verdict} data-here={branch.session === here}>
                    {verdict ? t(`verdictOf.${verdict}`) : t("common.none")}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {scored.length > 1 && differ.length === 0 && <p className={styles.same}>{t("debrief.branches.same")}</p>}
    </section>
  );
}
