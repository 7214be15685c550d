import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect, useLocation } from "wouter";
import { Button, ButtonLink } from "~/components/button";
import { BackIcon, PhoneIcon } from "~/components/icons";
import { Later } from "~/components/later";
import { PurposeNote, PurposeTag } from "~/components/purpose-tag";
import { Trouble, Waiting } from "~/components/query-state";
import { ToldSwitch } from "~/components/told-switch";
import { namedAsIn } from "~/lib/actions";
import { keepDraft } from "~/lib/draft";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Debrief, DiagnosisSheet, Lang, Scorecard, SessionDetail } from "~/lib/model";
import {
  betterQuery,
  debriefQuery,
  diagnosisQuery,
  followSession,
  forkSession,
  refreshLists,
  scenarioQuery,
  scorecardQuery,
  sessionQuery,
} from "~/lib/queries";
import { attemptBeforeQuery, reviewQuery } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import { recall, remember } from "~/lib/storage";
import { titleOf } from "~/lib/titles";
import { useTold } from "~/lib/told";
import { useTitle } from "~/lib/use-title";
import { Aftermath } from "./aftermath";
import { Consequences, Faces } from "./balance";
import { BetterLines } from "./better-lines";
import { Branches } from "./branches";
import { CoachingNotes } from "./coaching-notes";
import { Contents } from "./contents";
import { Criteria } from "./criteria";
import styles from "./debrief.module.css";
import { DiagnosisForm } from "./diagnosis-form";
import { DiagnosisResult } from "./diagnosis-result";
import { ExcuseMap } from "./excuse-map";
import { Facts } from "./facts";
import { Flags } from "./flags";
import { FullerCard } from "./fuller-card";
import { JudgeNote } from "./judge-note";
import { MindTimeline } from "./mind-timeline";
import { Outcome } from "./outcome";
import { PromiseLadder } from "./promise-ladder";
import { RedLines } from "./red-lines";
import { Section } from "./section";
import { SimulatorFaults, Spent, VoidNotice } from "./simulator";
import { TakeAway } from "./take-away";
import { Transcript } from "./transcript";

/** What somebody else has to say beside the sheet or the debrief. */
type Guide = (session: SessionDetail, part: "diagnosis" | "debrief") => ReactNode;

export function DebriefPage({ session: id, guide }: { session: string; guide?: Guide }) {
  const { t } = useTranslation();
  const { told } = useTold();
  const session = useQuery({ ...sessionQuery(id), refetchOnMount: "always" });
  const over = session.data !== undefined && session.data.status !== "live";
  const card = useQuery({ ...scorecardQuery(id, told), enabled: over });
  const sheet = useQuery({ ...diagnosisQuery(id, told), enabled: over });
  const [skipped, setSkipped] = useState(() => recall("local", skipKey(id)) !== null);
  const theirs = session.data?.purpose === "demo"; // nobody here can say what the demo team made of the debtor
  const asked =
    sheet.data !== undefined && (sheet.data.result !== null || skipped || theirs || card.data?.total === null);
  const debrief = useQuery({ ...debriefQuery(id, told), enabled: over && asked });
  const review = useQuery({ ...reviewQuery(id, told), enabled: over && asked });
  useTitle(t("debrief.title"));

  if (session.isError) return <Trouble error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data?.status === "live" && !session.isFetching) return <Redirect to={`/calls/${id}`} replace />;
  if (card.isError) return <Trouble error={card.error} onRetry={() => void card.refetch()} />;
  if (sheet.isError) return <Trouble error={sheet.error} onRetry={() => void sheet.refetch()} />;
  if (session.data && sheet.data && card.data && !asked)
    return (
      <>
        <Suspense>{guide?.(session.data, "diagnosis")}</Suspense>
        <DiagnosisForm
          session={id}
          sheet={sheet.data}
          onSkip={() => {
            remember("local", skipKey(id), "1");
            setSkipped(true);
          }}
        />
      </>
    );
  if (debrief.isError) return <Trouble error={debrief.error} onRetry={() => void debrief.refetch()} />;
  if (!session.data || !card.data || !sheet.data || !debrief.data) return <Waiting>{t("debrief.waiting")}</Waiting>;
  const decided = review.data?.final ? review.data.card : null;
  const parts = {
    session: session.data,
    card: decided ?? card.data,
    rules: decided ? card.data : null,
    debrief: debrief.data,
    diagnosis: sheet.data.result,
  };
  return (
    <>
      <Later meanwhile={<Waiting>{t("debrief.waiting")}</Waiting>}>{() => <DebriefBody {...parts} />}</Later>
      <Suspense>{guide?.(session.data, "debrief")}</Suspense>
    </>
  );
}

/** That the trainee would not say what they make of the debtor of a call. */
const skipKey = (id: string) => `diagnosis-skipped:${id}`;

function DebriefBody({
  session,
  card,
  rules,
  debrief,
  diagnosis,
}: {
  session: SessionDetail;
  card: Scorecard;
  /** The rules' own card, where a person decided otherwise. */
  rules: Scorecard | null;
  debrief: Debrief;
  diagnosis: DiagnosisSheet["result"];
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { told } = useTold();
  const lang: Lang = session.lang === "zh" ? "zh" : "en";
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const fork = useMutation({
    mutationFn: ({ turn }: { turn: number; line?: string }) => forkSession(session.id, turn),
    onSuccess: (next, { line }) => {
      if (line) keepDraft(next.id, line);
      refreshLists(client);
      navigate(`/calls/${next.id}`);
    },
  });
  const follow = useMutation({
    mutationFn: () => followSession(session.id, session.mode === "exam" ? "exam" : "practice"),
    onSuccess: (next) => {
      refreshLists(client);
      navigate(`/calls/${next.id}`);
    },
  });
  const better = useQuery(betterQuery(session.id, told));
  const people = useQuery(scenarioQuery(session.scenario, lang)).data?.contacts ?? [];
  const file = useQuery({ ...scenarioQuery(session.scenario, told), placeholderData: keepPreviousData }).data;
  const called = namedAsIn(session, file);
  const before = useQuery(attemptBeforeQuery(session));
  const title = titleOf(session, ui);
  const redLines = card.red_lines ?? [];

  return (
    <article className={styles.debrief}>
      <header className={styles.head}>
        <p className={styles.paper} aria-hidden>
          {t("app.short")} · {t("debrief.title")}
        </p>
        <ButtonLink look="plain" size="s" href="/calls" icon={<BackIcon size={18} />}>
          {t("nav.calls")}
        </ButtonLink>
        <p className={styles.over}>
          <span lang={title.tag}>{title.text}</span>
          <span>{t(`mode.${session.mode}`)}</span>
          {session.assisted && <span>{t("history.assisted")}</span>}
          <span>{t(`lang.${lang}`)}</span>
          <PurposeTag call={session} />
          <time dateTime={session.started_at} className="figures">
            {moment(session.started_at, ui)}
          </time>
        </p>
        <ToldSwitch />
        <PurposeNote call={session} />
      </header>
      <VoidNotice audit={card.audit ?? null} scenario={session.case} />
      <Outcome card={card} lang={lang} />
      {rules && (
        <p className={styles.reviewed}>
          <Link href={`/review/${session.id}`}>
            {t("review.reviewed", {
              total: card.total ?? t("common.none"),
              rules: rules.total ?? t("common.none"),
            })}
          </Link>
        </p>
      )}
      <TakeAway session={called} card={card} debrief={debrief} />
      <Contents session={session.id} redLines={redLines.length > 0} diagnosis={diagnosis !== null} />
      {redLines.length > 0 && (
        <Section id="red-lines" title={t("debrief.redLines.title")}>
          <RedLines hits={redLines} names={file?.red_lines ?? []} lang={lang} told={told} />
        </Section>
      )}
      <Section id="notes" title={t("debrief.notes.title")}>
        <CoachingNotes coaching={card.coaching} lang={lang} told={told} />
        {better.isError ? (
          <Trouble error={better.error} onRetry={() => void better.refetch()} />
        ) : (
          <BetterLines
            lines={better.data}
            lang={lang}
            told={told}
            onTry={fork.isPending ? undefined : ({ turn, line }) => fork.mutate({ turn: turn - 1, line })}
          />
        )}
        <FullerCard points={debrief.card} lang={lang} told={told} />
      </Section>
      <Section id="ladder" title={t("debrief.ladder.title")} lead={t("debrief.ladder.lead")}>
        <PromiseLadder steps={debrief.ladder ?? []} turns={session.turns} final={card.outcome.promise} />
      </Section>
      <Section id="after" title={t("debrief.after.title")} lead={t("debrief.after.lead")}>
        <Aftermath after={debrief.after} onFollow={follow.isPending ? undefined : () => follow.mutate()} />
        {follow.isError && <Trouble error={follow.error} />}
      </Section>
      <Section id="mind" title={t("debrief.mind.title")} lead={t("debrief.mind.lead")}>
        <MindTimeline points={debrief.timeline ?? []} turns={session.turns} lang={lang} told={told} />
        <Faces faces={debrief.faces} />
        <Consequences uses={debrief.consequences} lang={lang} told={told} />
      </Section>
      {diagnosis && (
        <Section id="diagnosis" title={t("diagnosis.section")} lead={t("diagnosis.sectionLead")}>
          <DiagnosisResult result={diagnosis} lang={told} />
        </Section>
      )}
      <Section id="truth" title={t("debrief.truth.title")}>
        <Truth truth={debrief.truth} lang={told} />
        <ExcuseMap excuses={debrief.excuses ?? []} lang={told} />
        <Facts facts={debrief.facts ?? []} lang={told} />
      </Section>
      <Section id="criteria" title={t("debrief.criteria.title")} lead={t("debrief.criteria.lead")}>
        <JudgeNote judge={card.judge} />
        <Flags
          flags={(card.flags ?? []).filter((flag) => !card.audit || flag.kind !== "simulator_fallback")}
          lang={lang}
        />
        <Criteria criteria={card.criteria ?? []} before={before.data?.criteria ?? []} lang={lang} told={told} />
      </Section>
      {card.audit && (
        <Section id="simulator" title={t("debrief.simulator.title")} lead={t("debrief.simulator.lead")}>
          <SimulatorFaults audit={card.audit} />
          <Spent session={session.id} />
        </Section>
      )}
      <Branches session={session.id} />
      <Section id="transcript" title={t("debrief.transcript.title")} lead={t("debrief.transcript.lead")}>
        {fork.isError && <Trouble error={fork.error} />}
        <Transcript
          turns={called.turns}
          actions={called.actions}
          people={people}
          lang={lang}
          card={card}
          onFork={fork.isPending ? undefined : (turn) => fork.mutate({ turn })}
        />
      </Section>
      <footer className={styles.foot}>
        <ButtonLink look="primary" size="l" icon={<PhoneIcon />} href={`/cases/${session.case}`}>
          {t("debrief.again")}
        </ButtonLink>
        <Button look="quiet" size="l" onClick={() => window.scrollTo({ top: 0 })}>
          {t("debrief.top")}
        </Button>
      </footer>
    </article>
  );
}

function Truth({ truth, lang }: { truth: Debrief["truth"]; lang: Lang }) {
  const { t } = useTranslation();
  return (
    <div className={styles.truth}>
      <p className={styles.story} lang={writtenTag(lang)}>
        {truth.story}
      </p>
      <dl>
        <div>
          <dt>{t("debrief.truth.type")}</dt>
          <dd lang={writtenTag(lang)}>{truth.debtor_type}</dd>
        </div>
        <div>
          <dt>{t("debrief.truth.reason")}</dt>
          <dd lang={writtenTag(lang)}>{truth.reason}</dd>
        </div>
        <div>
          <dt>{t("debrief.truth.decides")}</dt>
          <dd lang={writtenTag(lang)}>{truth.decides}</dd>
        </div>
        <div>
          <dt>{t("debrief.truth.best")}</dt>
          <dd lang={writtenTag(lang)}>{truth.best}</dd>
        </div>
      </dl>
    </div>
  );
}
