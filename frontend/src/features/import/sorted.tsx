import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { ProblemLine } from "~/components/problem-line";
import type { Scorecard } from "~/lib/model";
import { type Reading, type RealCall, type Side, scoreTranscript, turnsOf } from "~/lib/transcripts";
import { htmlLang } from "~/lib/ui-lang";
import { About, type AboutCall } from "./about";
import styles from "./import.module.css";
import { MakeDraft } from "./make-draft";
import { WhoIsWho } from "./who-is-who";

/** A call that was read: who is who is shown and can be said otherwise, then it is scored, or a case made of it. */
export function Sorted({
  reading,
  result,
}: {
  reading: Reading;
  result: (card: Scorecard, call: RealCall) => ReactNode;
}) {
  const { t } = useTranslation();
  const [sides, setSides] = useState(() => new Map(reading.speakers.map(({ label, side }) => [label, side as Side])));
  const [about, setAbout] = useState<AboutCall>({
    lang: reading.lang,
    scenario: reading.scenario,
    law: reading.law_pack || (reading.laws[0]?.id ?? ""),
  });
  const sideOf = (label: string) => sides.get(label) ?? "";
  const call: RealCall = {
    lang: about.lang,
    ...(about.scenario ? { scenario: about.scenario } : about.law ? { law_pack: about.law } : {}),
    turns: turnsOf(reading, sideOf),
  };
  const score = useMutation({ mutationFn: (call: RealCall) => scoreTranscript(call) });
  const open = [...sides.values()].includes("");
  const lacks = open
    ? "open"
    : (["trainee", "debtor"] as const).find((side) => !call.turns.some(({ speaker }) => speaker === side));
  const head = useRef<HTMLHeadingElement>(null);
  const scored = useRef<HTMLElement>(null);
  useEffect(() => head.current?.focus(), []);
  useEffect(() => {
    if (score.data) scored.current?.focus();
  }, [score.data]);
  return (
    <>
      <section className={styles.sorted} aria-labelledby="who">
        <h2 id="who" ref={head} tabIndex={-1}>
          {t("import.who")}
        </h2>
        <p className={styles.quiet}>{t("import.whoLead")}</p>
        <WhoIsWho
          reading={reading}
          sideOf={sideOf}
          onSide={(label, side) => {
            setSides(new Map(sides).set(label, side));
            score.reset();
          }}
        />
        <About
          about={about}
          laws={reading.laws}
          onChange={(next) => {
            setAbout(next);
            score.reset();
          }}
        />
        <details className={styles.lines}>
          <summary>{t("import.asRead", { count: call.turns.length })}</summary>
          <ol>
            {call.turns.map((turn, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a turn is its position
              <li key={index}>
                <strong>{t(`review.speaker.${turn.speaker}`)}</strong>{" "}
                <span lang={htmlLang(about.lang)}>{turn.text}</span>
              </li>
            ))}
          </ol>
        </details>
        {lacks && (
          <p role="status" className={styles.lacks}>
            {t(`import.lacks.${lacks}`)}
          </p>
        )}
        {score.isError && <ProblemLine error={score.error} />}
        <Button look="primary" disabled={lacks !== undefined || score.isPending} onClick={() => score.mutate(call)}>
          {t(score.isPending ? "import.scoring" : "import.score")}
        </Button>
      </section>
      {score.data && score.variables && (
        <section ref={scored} tabIndex={-1} aria-label={t("import.result")} className={styles.result}>
          <p className={styles.quiet}>{t("import.notKept")}</p>
          {result(score.data, score.variables)}
        </section>
      )}
      {!lacks && <MakeDraft call={call} />}
    </>
  );
}
