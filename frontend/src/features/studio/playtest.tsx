import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { ChartFrame } from "~/components/chart-frame";
import { CheckIcon, CrossIcon } from "~/components/icons";
import { useProblemText, Waiting } from "~/components/query-state";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import { type PlayedSheet, playCase } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import { BoxPlot } from "./box-plot";
import styles from "./draft-desk.module.css";
import own from "./playtest.module.css";
import { LangChoice } from "./try-it";

/** Calls a scripted trainee makes: enough to see how a case plays, in some seconds. */
const runs = 8;

/** Lets scripted trainees of every kind play the case and shows how they fared. */
export function Playtest({ source, sound }: { source: string; sound: boolean }) {
  const { t } = useTranslation();
  const problem = useProblemText();
  const [lang, setLang] = useState<Lang>(contentLang(useUiLang()));
  const stop = useRef<AbortController | null>(null);
  const play = useMutation({
    mutationFn: async () => {
      stop.current = new AbortController();
      return { sheet: await playCase({ source, lang, runs }, stop.current.signal), source };
    },
  });
  const stopped = play.error?.name === "AbortError";
  useEffect(() => () => stop.current?.abort(), []);
  return (
    <section className={styles.panel} aria-labelledby="playtest">
      <h2 id="playtest">{t("studio.play.title")}</h2>
      <p>{t("studio.play.text", { runs })}</p>
      <div className={styles.row}>
        <LangChoice lang={lang} onChange={setLang} />
        {play.isPending ? (
          <Button onClick={() => stop.current?.abort()}>{t("studio.play.stop")}</Button>
        ) : (
          <Button disabled={!sound} onClick={() => play.mutate()}>
            {t("studio.play.start")}
          </Button>
        )}
      </div>
      {play.isPending && <Waiting>{t("studio.play.running")}</Waiting>}
      {play.isError && (
        <p role={stopped ? "status" : "alert"} className={stopped ? undefined : styles.error}>
          {stopped ? t("studio.play.stopped") : `${problem(play.error).title} ${problem(play.error).text}`}
        </p>
      )}
      {play.data && <Played sheet={play.data.sheet} stale={play.data.source !== source} />}
    </section>
  );
}

const columns = ["who", "calls", "min", "q1", "median", "q3", "max", "pass", "turns"];

function Played({ sheet, stale }: { sheet: PlayedSheet; stale: boolean }) {
  const { t } = useTranslation();
  const trainees = sheet.trainees ?? [];
  const median = (id: string) => trainees.find((one) => one.trainee === id)?.score.median ?? 0;
  const name = (id: string) => t(`studio.trainee.${id}`);
  return (
    <div className={own.played}>
      {stale && <p className={own.stale}>{t("studio.play.stale")}</p>}
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
      <ul className={own.checks}>
        {(sheet.checks ?? []).map((check) => (
          <li key={check.id} data-ok={check.ok}>
            {check.ok ? <CheckIcon size={16} /> : <CrossIcon size={16} />}
            <span>{t(`studio.gate.${check.id}`)}</span>
            <span className="sr-only">{t(check.ok ? "studio.play.ok" : "studio.play.notOk")}</span>
          </li>
        ))}
      </ul>
      <p className={own.note}>{t("studio.play.note")}</p>
    </div>
  );
}
