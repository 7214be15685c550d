import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { BackIcon } from "~/components/icons";
import { PurposeTag } from "~/components/purpose-tag";
import { Trouble, Waiting } from "~/components/query-state";
import { ToldSwitch } from "~/components/told-switch";
import { namedAsIn } from "~/lib/actions";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang, SessionDetail } from "~/lib/model";
import { scenarioQuery, sessionQuery } from "~/lib/queries";
import { type ReviewSheet, reviewQuery } from "~/lib/review";
import { titleOf } from "~/lib/titles";
import { useTold } from "~/lib/told";
import { useTitle } from "~/lib/use-title";
import { Checks } from "./checks";
import { CommentForm, CommentList } from "./comments";
import styles from "./read-page.module.css";
import { ReviewerField, ReviewerProvider } from "./reviewer";
import { Trail } from "./trail";
import { Turns } from "./turns";

/** One call to read: what was said, what the rules made of it, what people say to both. */
export function ReadPage({ session: id }: { session: string }) {
  const { t } = useTranslation();
  const session = useQuery({ ...sessionQuery(id), refetchOnMount: "always" });
  const { told } = useTold();
  const sheet = useQuery(reviewQuery(id, told));
  const ui = useUiLang();
  useTitle(session.data ? titleOf(session.data, ui).text : t("nav.review"));
  if (session.isError) return <Trouble error={session.error} onRetry={() => void session.refetch()} />;
  if (sheet.isError) return <Trouble error={sheet.error} onRetry={() => void sheet.refetch()} />;
  if (!session.data || !sheet.data) return <Waiting />;
  return (
    <ReviewerProvider>
      <Reading session={session.data} sheet={sheet.data} />
    </ReviewerProvider>
  );
}

function Reading({ session, sheet }: { session: SessionDetail; sheet: ReviewSheet }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { told } = useTold();
  const lang: Lang = session.lang === "zh" ? "zh" : "en";
  const scenario = useQuery(scenarioQuery(session.scenario, lang));
  const file = useQuery(scenarioQuery(session.scenario, told)).data;
  const title = titleOf(session, ui);
  const general = sheet.comments.filter((comment) => comment.turn === null && comment.check === "");
  return (
    <article className={styles.read}>
      <header className={styles.head}>
        <ButtonLink look="plain" size="s" href="/review" icon={<BackIcon size={18} />}>
          {t("nav.review")}
        </ButtonLink>
        <h1 lang={title.tag}>{title.text}</h1>
        <p className={styles.over}>
          <time dateTime={session.started_at} className="figures">
            {moment(session.started_at, ui)}
          </time>
          <span>{t(`mode.${session.mode}`)}</span>
          <span>{t(`lang.${session.lang}`)}</span>
          {session.assisted && <span>{t("history.assisted")}</span>}
          <PurposeTag call={session} />
        </p>
        <ToldSwitch />
        <div className={styles.result}>
          <Result session={session} sheet={sheet} />
          <ReviewerField />
        </div>
      </header>
      <div className={styles.columns}>
        <section aria-labelledby="said" className={styles.said}>
          <h2 id="said">{t("debrief.transcript.title")}</h2>
          <p id="turn-keys" className={styles.keys}>
            {t("review.keys")}
          </p>
          <Turns session={namedAsIn(session, file)} sheet={sheet} people={scenario.data?.contacts ?? []} lang={lang} />
          <h3>{t("review.general")}</h3>
          <CommentList session={session.id} comments={general} />
          <CommentForm session={session.id} about={{}} label={t("review.comment.general")} />
        </section>
        <section aria-labelledby="checks" className={styles.checks}>
          <h2 id="checks">{t("review.checks")}</h2>
          {sheet.card ? (
            <Checks key={session.id} session={session.id} card={sheet.card} sheet={sheet} lang={lang} told={told} />
          ) : (
            <p className={styles.quiet}>{t(session.status === "live" ? "review.stillLive" : "review.notScored")}</p>
          )}
        </section>
      </div>
      <Trail sheet={sheet} lang={told} />
    </article>
  );
}

function Result({ session, sheet }: { session: SessionDetail; sheet: ReviewSheet }) {
  const { t } = useTranslation();
  const none = t("common.none");
  if (!sheet.rules)
    return <p className={styles.quiet}>{t(session.status === "live" ? "history.live" : "history.unscored")}</p>;
  return (
    <div className={styles.totals}>
      <p className={styles.total} data-failed={(sheet.final ?? sheet.rules).verdict === "fail"}>
        {sheet.final
          ? t("review.reviewed", { total: sheet.final.total ?? none, rules: sheet.rules.total ?? none })
          : t("review.byRules", { total: sheet.rules.total ?? none })}
      </p>
      <p className={styles.quiet}>
        {t(`verdict.${(sheet.final ?? sheet.rules).verdict}`)}
        {session.outcome && (
          <>
            {" · "}
            {t(`outcome.${session.outcome}.short`)}
          </>
        )}
      </p>
      <ButtonLink size="s" href={`/calls/${session.id}/debrief`}>
        {t("review.toDebrief")}
      </ButtonLink>
    </div>
  );
}
