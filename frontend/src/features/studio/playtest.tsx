import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { Running, useProblemText } from "~/components/query-state";
import { useUiLang } from "~/lib/i18n";
import type { Lang } from "~/lib/model";
import { playCase } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import styles from "./draft-desk.module.css";
import own from "./playtest.module.css";
import { Sheet } from "./sheet";
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
      {play.isPending && <Running>{t("studio.play.running")}</Running>}
      {play.isError && (
        <p role={stopped ? "status" : "alert"} className={stopped ? undefined : styles.error}>
          {stopped ? t("studio.play.stopped") : `${problem(play.error).title} ${problem(play.error).text}`}
        </p>
      )}
      {play.data && (
        <>
          {play.data.source !== source && <p className={own.stale}>{t("studio.play.stale")}</p>}
          <Sheet sheet={play.data.sheet} />
          <p className={own.note}>{t("studio.play.note")}</p>
        </>
      )}
    </section>
  );
}
