import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Button } from "~/components/button";
import { ProblemLine } from "~/components/problem-line";
import { Running } from "~/components/query-state";
import { ApiError } from "~/lib/http";
import { contentQuery, type PlayedSheet, publishDraft, refreshPublished, type Unfilled } from "~/lib/studio";
import panel from "./draft-desk.module.css";
import styles from "./publish.module.css";
import { PublishedLine, Withdraw } from "./published";
import { Sheet } from "./sheet";

/** How many places left to the writer are named. */
const named = 12;

/** Offers the saved draft to trainees: what is still missing, the playtest that decides, and what is offered now. */
export function Publish({
  id,
  saved,
  sound,
  faulty,
  unfilled,
  onGo,
}: {
  id: string;
  /** Version that is saved; empty while the text differs from it. */
  saved: string;
  /** The check found nothing; false while it runs. */
  sound: boolean;
  faulty: boolean;
  unfilled: Unfilled[];
  onGo: (line: number) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const content = useQuery(contentQuery()).data;
  const offered = content?.published.find((one) => one.id === id) ?? null;
  const current = offered?.fits === true && offered.version === saved;
  const stop = useRef<AbortController | null>(null);
  const told = useRef<HTMLParagraphElement>(null); // takes the focus of a button that goes
  const publish = useMutation({
    mutationFn: async () => {
      stop.current = new AbortController();
      return { ...(await publishDraft(id, saved, stop.current.signal)), version: saved };
    },
    onSuccess: ({ published }) => published && refreshPublished(client),
  });
  useEffect(() => () => stop.current?.abort(), []);
  const missing: [string, ReactNode][] = [];
  if (content?.cases.some((one) => one.id === id)) missing.push(["taken", t("studio.publish.missing.taken", { id })]);
  if (faulty) missing.push(["faults", t("studio.publish.missing.faults")]);
  if (unfilled.length > 0) missing.push(["unfilled", <Places key="unfilled" places={unfilled} onGo={onGo} />]);
  if (saved === "") missing.push(["unsaved", t("studio.publish.missing.unsaved")]);
  const fallen = publish.data?.published === null ? publish.data : null;
  return (
    <section className={panel.panel} aria-labelledby="publish">
      <h2 id="publish">{t("studio.publish.title")}</h2>
      <p>{t("studio.publish.text")}</p>
      <p role="status" ref={told} tabIndex={-1} className={styles.standing} data-current={current}>
        {offered === null ? (
          t("studio.publish.never")
        ) : (
          <>
            <PublishedLine one={offered} /> {offered.fits && !current && t("studio.publish.differs")}
          </>
        )}
      </p>
      {!current && missing.length > 0 && (
        <div id="publish-missing" className={styles.missing}>
          {t("studio.publish.missing.title")}
          <ul>
            {missing.map(([key, what]) => (
              <li key={key}>{what}</li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.row}>
        {publish.isPending ? (
          <Button onClick={() => stop.current?.abort()}>{t("studio.publish.stop")}</Button>
        ) : (
          <Button
            look="primary"
            disabled={current || !sound || missing.length > 0}
            aria-describedby={current || missing.length === 0 ? undefined : "publish-missing"}
            onClick={() => publish.mutate()}
          >
            {t(offered === null ? "studio.publish.start" : "studio.publish.anew")}
          </Button>
        )}
        {offered !== null && !publish.isPending && <Withdraw one={offered} onDone={() => told.current?.focus()} />}
        {offered?.fits && <Link href={`/cases/${id}`}>{t("studio.publish.look")}</Link>}
      </div>
      {publish.isPending && <Running>{t("studio.publish.running")}</Running>}
      {publish.isError && <NotPublished error={publish.error} />}
      {fallen && <Fallen sheets={fallen.sheets} stale={fallen.version !== saved} />}
    </section>
  );
}

/** The places left to the writer, each leading to its line. */
function Places({ places, onGo }: { places: Unfilled[]; onGo: (line: number) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {t("studio.publish.missing.unfilled", { count: places.length })}
      <span className={styles.places}>
        {places.slice(0, named).map(({ line }) => (
          <button key={line} type="button" onClick={() => onGo(line)}>
            {t("studio.publish.missing.line", { line })}
          </button>
        ))}
        {places.length > named && t("studio.publish.missing.more", { count: places.length - named })}
      </span>
    </>
  );
}

function NotPublished({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (error.name === "AbortError") return <p role="status">{t("studio.publish.stopped")}</p>;
  const code = error instanceof ApiError ? error.code : "";
  if (!["conflict", "busy", "invalid"].includes(code)) return <ProblemLine error={error} />;
  return (
    <p role="alert" className={panel.error}>
      {t(`studio.publish.refused.${code}`)}
    </p>
  );
}

/** Why the gate stayed shut: the sheets of both languages. */
function Fallen({ sheets, stale }: { sheets: PlayedSheet[]; stale: boolean }) {
  const { t } = useTranslation();
  const count = sheets.flatMap((sheet) => sheet.checks ?? []).filter((check) => !check.ok).length;
  return (
    <div className={styles.fallen}>
      <p role="alert" className={panel.error}>
        {t("studio.publish.fallen", { count })}
      </p>
      {stale && <p className={styles.stale}>{t("studio.play.stale")}</p>}
      {sheets.map((sheet) => (
        <section key={sheet.lang} aria-labelledby={`sheet-${sheet.lang}`} className={styles.sheet}>
          <h3 id={`sheet-${sheet.lang}`}>{t(`studio.publish.in.${sheet.lang}`)}</h3>
          <Sheet sheet={sheet} />
        </section>
      ))}
    </div>
  );
}
