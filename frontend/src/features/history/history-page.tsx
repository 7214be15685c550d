import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Button, ButtonLink } from "~/components/button";
import { Choice } from "~/components/choice";
import { Notice } from "~/components/notice";
import { PurposeTag } from "~/components/purpose-tag";
import { Trouble, Waiting } from "~/components/query-state";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { SessionView } from "~/lib/model";
import { demoQuery, sessionsQuery } from "~/lib/queries";
import { titleOf } from "~/lib/titles";
import { useTitle } from "~/lib/use-title";
import styles from "./history.module.css";

export function HistoryPage() {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState<"own" | "demo">("own");
  const demo = useQuery(demoQuery());
  const sessions = useInfiniteQuery({ ...sessionsQuery(purpose), placeholderData: (before) => before });
  useTitle(t("nav.calls"));

  if (sessions.isPending) return <Waiting />;
  if (sessions.isError) return <Trouble error={sessions.error} onRetry={() => void sessions.refetch()} />;
  const calls = sessions.data.pages.flatMap((page) => page.sessions);
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.title}>{t("history.title")}</h1>
        {(demo.data?.calls ?? 0) > 0 && (
          <Choice
            hideLabel
            label={t("history.whose")}
            value={purpose}
            options={[
              { value: "own", label: t("history.own") },
              { value: "demo", label: t("history.demo") },
            ]}
            onChange={setPurpose}
          />
        )}
      </header>
      {calls.length === 0 ? (
        <Notice
          title={t("history.empty.title")}
          action={
            <ButtonLink look="primary" href="/library">
              {t("history.empty.action")}
            </ButtonLink>
          }
        >
          {t("history.empty.text")}
        </Notice>
      ) : (
        <ul className={styles.calls}>
          {calls.map((call) => (
            <Call key={call.id} call={call} />
          ))}
        </ul>
      )}
      {sessions.hasNextPage && (
        <Button disabled={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
          {t("history.more")}
        </Button>
      )}
    </>
  );
}

function Call({ call }: { call: SessionView }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const live = call.status === "live";
  const title = titleOf(call, ui);
  const failed = call.verdict === "fail";
  return (
    <li className={styles.call} data-live={live}>
      <Link href={live ? `/calls/${call.id}` : `/calls/${call.id}/debrief`} className={styles.link}>
        <span className={styles.what}>
          <strong lang={title.tag}>{title.text}</strong>
          <span className={styles.tags}>
            <span>{t(`mode.${call.mode}`)}</span>
            <span>{t(`lang.${call.lang}`)}</span>
            {call.assisted && <span>{t("history.assisted")}</span>}
            <PurposeTag call={call} />
            <span>{t("history.turns", { count: call.turn_count })}</span>
          </span>
        </span>
        <time className={`${styles.when} figures`} dateTime={call.started_at}>
          {moment(call.started_at, ui)}
        </time>
        <span className={styles.outcome}>
          {live ? t("history.live") : call.outcome ? t(`outcome.${call.outcome}.short`) : t("history.unscored")}
          {failed && <em>{t("history.failed")}</em>}
          {call.verdict === "void" && <em>{t("verdict.void")}</em>}
        </span>
        <span className={`${styles.total} figures`} data-failed={failed}>
          {live ? t("history.resume") : (call.total ?? t("common.none"))}
        </span>
      </Link>
    </li>
  );
}
