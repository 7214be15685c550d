import { useTranslation } from "react-i18next";
import { ChartFrame } from "~/components/chart-frame";
import { CheckIcon, CrossIcon } from "~/components/icons";
import type { PlayedSheet } from "~/lib/studio";
import { BoxPlot } from "./box-plot";
import styles from "./playtest.module.css";

const columns = ["who", "calls", "min", "q1", "median", "q3", "max", "pass", "turns"];

/** How scripted trainees fared with a case in one language: their scores, and which bars hold. */
export function Sheet({ sheet }: { sheet: PlayedSheet }) {
  const { t } = useTranslation();
  const trainees = sheet.trainees ?? [];
  const median = (id: string) => trainees.find((one) => one.trainee === id)?.score.median ?? 0;
  const name = (id: string) => t(`studio.trainee.${id}`);
  return (
    <div className={styles.played}>
      <ChartFrame
        title={t("studio.play.scores")}
        summary={t("studio.play.summary", {
          expert: median("expert"),
          novice: median("novice"),
          passed: trainees.filter((one) => one.pass_rate === 1000).length,
          all: trainees.length,
        })}
        table={{
          head: columns.map((key) => t(`studio.play.column.${key}`)),
          rows: trainees.map(({ trainee, calls, score, pass_rate, turns }) => ({
            key: trainee,
            cells: [
              name(trainee),
              calls,
              score.min,
              score.q1,
              score.median,
              score.q3,
              score.max,
              t("studio.play.percent", { share: Math.round(pass_rate / 10) }),
              turns.median,
            ],
          })),
        }}
      >
        <BoxPlot rows={trainees.map((one) => ({ id: one.trainee, name: name(one.trainee), spread: one.score }))} />
      </ChartFrame>
      <ul className={styles.checks}>
        {(sheet.checks ?? []).map((check) => (
          <li key={check.id} data-ok={check.ok}>
            {check.ok ? <CheckIcon size={16} /> : <CrossIcon size={16} />}
            <span>{t(`studio.gate.${check.id}`)}</span>
            <span className="sr-only">{t(check.ok ? "studio.play.ok" : "studio.play.notOk")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
