import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useUiLang } from "~/lib/i18n";
import type { Scorecard, Turn } from "~/lib/model";
import { scenarioQuery } from "~/lib/queries";
import type { RealCall } from "~/lib/transcripts";
import { CoachingNotes } from "./coaching-notes";
import { Criteria } from "./criteria";
import styles from "./debrief.module.css";
import { Flags } from "./flags";
import { JudgeNote } from "./judge-note";
import { Outcome } from "./outcome";
import { RedLines } from "./red-lines";
import { Section } from "./section";
import { Transcript } from "./transcript";

/** The scorecard of a call held elsewhere, told in the call's language: there is no debtor whose head could be shown. */
export function ImportedCard({ card, call }: { card: Scorecard; call: RealCall }) {
  const { t } = useTranslation();
  const { lang } = call;
  const file = useQuery({ ...scenarioQuery(call.scenario ?? "", useUiLang(), lang), enabled: Boolean(call.scenario) });
  const hits = card.red_lines ?? [];
  const turns: Turn[] = call.turns.map((turn, index) => ({ ...turn, turn: index, at: "", interrupted: false }));
  return (
    <article className={styles.debrief}>
      <Outcome card={card} lang={lang} />
      {hits.length > 0 && (
        <Section id="red-lines" title={t("debrief.redLines.title")}>
          <RedLines hits={hits} names={file.data?.red_lines ?? []} lang={lang} told={lang} />
        </Section>
      )}
      <Section id="notes" title={t("debrief.notes.title")}>
        <CoachingNotes coaching={card.coaching} lang={lang} told={lang} />
      </Section>
      <Section id="criteria" title={t("debrief.criteria.title")} lead={t("debrief.criteria.lead")}>
        <JudgeNote judge={card.judge} />
        <Flags flags={card.flags ?? []} lang={lang} />
        <Criteria criteria={card.criteria ?? []} before={[]} lang={lang} told={lang} />
      </Section>
      <Section id="transcript" title={t("debrief.transcript.title")}>
        <Transcript turns={turns} actions={[]} people={file.data?.contacts ?? []} lang={lang} card={card} />
      </Section>
    </article>
  );
}
