import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { estimate } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang, ProvenLine } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import styles from "./better-lines.module.css";
import { Quote } from "./quote";

/** What a line gained, as its wording: more promises, or as many that bring in more. */
function gained({ better, yours, ended_call: ended }: ProvenLine["proof"]) {
  if (better > yours) return ended ? "proofEnded" : "proof";
  return ended ? "worthEnded" : "worth";
}

/** Lines that were tried on the debtor and did better than what was said, with the numbers. */
export function BetterLines({
  lines,
  lang,
  told,
  onTry,
}: {
  lines: ProvenLine[] | undefined;
  lang: Lang;
  told: Lang;
  onTry?: (line: ProvenLine) => void;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  if (lines === undefined) return <p className={styles.quiet}>{t("debrief.better.trying")}</p>;
  if (lines.length === 0) return <p className={styles.quiet}>{t("debrief.better.none")}</p>;
  return (
    <div className={styles.better}>
      <h3>{t("debrief.better.title")}</h3>
      <p className={styles.quiet}>{t("debrief.better.lead", { runs: lines[0]?.proof.runs })}</p>
      <ul>
        {lines.map((line) => (
          <li key={line.criterion}>
            <h4 lang={writtenTag(told)}>{line.name}</h4>
            <dl>
              <dt>{t("debrief.better.said")}</dt>
              <dd>
                <Quote turn={line.turn} quote={line.said} lang={lang} />
              </dd>
              <dt>{t("debrief.better.line")}</dt>
              <dd className={styles.line} lang={writtenTag(lang)}>
                {line.line}
              </dd>
            </dl>
            {line.source === "model" && <p className={styles.quiet}>{t("debrief.better.byModel")}</p>}
            <p>
              {t(`debrief.better.${gained(line.proof)}`, {
                better: line.proof.better,
                yours: line.proof.yours,
                won: line.proof.won,
                runs: line.proof.runs,
              })}{" "}
              {t("debrief.better.recovery", {
                better: estimate(line.proof.better_recovery, ui),
                yours: estimate(line.proof.yours_recovery, ui),
              })}
            </p>
            <Button size="s" disabled={!onTry} onClick={() => onTry?.(line)}>
              {t("debrief.better.try")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
