import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { QuestionIcon, QuoteIcon, WarnIcon } from "~/components/icons";
import { PurposeTag } from "~/components/purpose-tag";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { ReviewCall, ReviewHit } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import { titleOf } from "~/lib/titles";
import styles from "./call-row.module.css";

export function CallRow({ call }: { call: ReviewCall }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { session, final } = call;
  const lang = writtenTag(session.lang === "zh" ? "zh" : "en");
  const title = titleOf(session, ui);
  const total = final ? final.total : session.total;
  const verdict = final ? final.verdict : session.verdict;
  const to = `/review/${session.id}`;
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <Link href={to} className={styles.link} lang={title.tag}>
          {title.text}
        </Link>
        <p className={styles.tags}>
          <time dateTime={session.started_at} className="figures">
            {moment(session.started_at, ui)}
          </time>
          <span>{t(`mode.${session.mode}`)}</span>
          <span>{t(`lang.${session.lang}`)}</span>
          <span>{t("history.turns", { count: session.turn_count })}</span>
          {session.assisted && <span>{t("history.assisted")}</span>}
          <PurposeTag call={session} />
        </p>
      </div>
      <ul className={styles.marks}>
        {call.red_line !== "" && (
          <li data-tone="danger">
            <WarnIcon size={16} />
            {t(`level.${call.red_line}`)}
          </li>
        )}
        {call.needs_review && (
          <li data-tone="warn">
            <QuestionIcon size={16} />
            {t("review.needsReview")}
          </li>
        )}
        {call.open_comments > 0 && (
          <li>
            <QuoteIcon size={16} />
            {t("review.openComments", { count: call.open_comments })}
          </li>
        )}
      </ul>
      <p className={styles.score} data-failed={verdict === "fail"}>
        <strong className="figures">
          {session.status === "live" ? t("history.live") : (total ?? t("common.none"))}
        </strong>
        {final ? (
          <span>{t("review.rulesSaid", { total: session.total ?? t("common.none") })}</span>
        ) : (
          session.status !== "live" && verdict !== "" && <span>{t(`verdict.${verdict}`)}</span>
        )}
      </p>
      {call.hits.length > 0 && (
        <ol className={styles.hits}>
          {call.hits.map((hit) => (
            <Hit key={hit.turn} hit={hit} to={to} lang={lang} />
          ))}
          {call.matches > call.hits.length && (
            <li>
              <Link href={to} className={styles.moreHits}>
                {t("review.moreHits", { count: call.matches - call.hits.length })}
              </Link>
            </li>
          )}
        </ol>
      )}
    </li>
  );
}

function Hit({ hit, to, lang }: { hit: ReviewHit; to: string; lang: string }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link href={`${to}#turn-${hit.turn}`} className={styles.hit}>
        <span className={`${styles.turn} figures`}>{t("debrief.turn", { n: hit.turn + 1 })}</span>
        <span className={styles.speaker}>{t(`review.speaker.${hit.speaker}`)}</span>
        <span lang={lang}>
          {hit.pieces.map((piece, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other name and never move
            piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
          )}
        </span>
      </Link>
    </li>
  );
}
