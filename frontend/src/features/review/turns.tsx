import { Fragment, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionLines } from "~/components/action-lines";
import { Button } from "~/components/button";
import { QuoteIcon } from "~/components/icons";
import type { ContactView, Lang, SessionDetail } from "~/lib/model";
import type { ReviewSheet } from "~/lib/review";
import { writtenTag } from "~/lib/script";
import { htmlLang } from "~/lib/ui-lang";
import { CommentForm, CommentList } from "./comments";
import styles from "./turns.module.css";

export function Turns({
  session,
  sheet,
  people,
  lang,
}: {
  session: SessionDetail;
  sheet: ReviewSheet;
  people: ContactView[];
  lang: Lang;
}) {
  const { t } = useTranslation();
  const [writing, setWriting] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const shown = useShownTurn(list);
  const broken = new Map((sheet.card?.red_lines ?? []).map((hit) => [hit.turn, hit.level]));
  const close = (turn: number) => {
    setWriting(null);
    list.current?.querySelector<HTMLElement>(`[data-comment="${turn}"]`)?.focus();
  };
  /** J and K lead from line to line, only while the focus is in the lines and not in a text. */
  const step = (event: KeyboardEvent<HTMLOListElement>) => {
    const by = { j: 1, k: -1 }[event.key];
    const { ctrlKey, metaKey, altKey, nativeEvent } = event;
    if (by === undefined || ctrlKey || metaKey || altKey || nativeEvent.isComposing) return;
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const here = (event.target as HTMLElement).closest("li[id^=turn-]");
    const lines = [...event.currentTarget.querySelectorAll(":scope > li[id^=turn-]")];
    const next = lines[lines.indexOf(here as Element) + by];
    next?.scrollIntoView({ block: "nearest" });
    next?.querySelector<HTMLElement>("[data-comment]")?.focus();
  };
  if (session.turns.length === 0) return <p className={styles.none}>{t("review.noTurns")}</p>;
  return (
    <ol className={styles.turns} ref={list} onKeyDown={step} aria-describedby="turn-keys">
      <ActionLines actions={session.actions} after={-1} />
      {session.turns.map((turn) => {
        const mine = turn.speaker === "trainee";
        const name = mine
          ? t("review.speaker.trainee")
          : (people.find((one) => one.id === turn.contact)?.name ?? t("review.speaker.debtor"));
        return (
          <Fragment key={turn.turn}>
            <li
              id={`turn-${turn.turn}`}
              tabIndex={-1}
              className={styles.turn}
              data-speaker={turn.speaker}
              data-broken={broken.get(turn.turn)}
              data-shown={shown === turn.turn}
            >
              <span className={`${styles.number} figures`}>{turn.turn + 1}</span>
              <div className={styles.words}>
                <span className={styles.speaker} lang={mine ? undefined : writtenTag(lang)}>
                  {name}
                </span>
                <p lang={htmlLang(lang)}>{turn.text}</p>
                {turn.interrupted && <small>{t("call.cutShort")}</small>}
                <CommentList
                  session={session.id}
                  comments={sheet.comments.filter((comment) => comment.turn === turn.turn && comment.check === "")}
                />
                {writing === turn.turn && (
                  <CommentForm
                    session={session.id}
                    about={{ turn: turn.turn }}
                    label={t("review.comment.onTurn", { n: turn.turn + 1 })}
                    onClose={() => close(turn.turn)}
                  />
                )}
              </div>
              <Button
                size="s"
                look="plain"
                icon={<QuoteIcon size={16} />}
                data-comment={turn.turn}
                aria-label={t("review.comment.onTurn", { n: turn.turn + 1 })}
                aria-expanded={writing === turn.turn}
                onClick={() => setWriting(writing === turn.turn ? null : turn.turn)}
              />
            </li>
            <ActionLines actions={session.actions} after={turn.turn} />
          </Fragment>
        );
      })}
    </ol>
  );
}

/** The turn the address points to (#turn-3), brought into view once the list is there. */
function useShownTurn(list: React.RefObject<HTMLOListElement | null>): number | null {
  const [hash, setHash] = useState(() => window.location.hash);
  useEffect(() => {
    const follow = () => setHash(window.location.hash);
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (!hash.startsWith("#turn-")) return;
    const turn = list.current?.querySelector<HTMLElement>(`[id="${CSS.escape(hash.slice(1))}"]`);
    turn?.scrollIntoView({ block: "center" });
    turn?.focus({ preventScroll: true });
  }, [hash, list]);
  return /^#turn-\d+$/.test(hash) ? Number(hash.slice("#turn-".length)) : null;
}
