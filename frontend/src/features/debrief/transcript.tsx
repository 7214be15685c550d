import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { ActionLines } from "~/components/action-lines";
import { Button } from "~/components/button";
import { ReplayIcon } from "~/components/icons";
import type { Action, ContactView, Lang, Scorecard, Turn } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
import { turnAnchor } from "./quote";
import styles from "./transcript.module.css";

/** The whole call; every quote of the debrief leads to its turn here. */
export function Transcript({
  turns,
  actions,
  people,
  lang,
  card,
  onFork,
}: {
  turns: Turn[];
  actions: Action[];
  people: ContactView[];
  lang: Lang;
  card: Scorecard;
  onFork?: (turn: number) => void;
}) {
  const { t } = useTranslation();
  const broken = new Map((card.red_lines ?? []).map((hit) => [hit.turn, hit.level]));
  return (
    <ol className={styles.turns}>
      <ActionLines actions={actions} after={-1} />
      {turns.map((turn) => {
        const mine = turn.speaker === "trainee";
        const name = mine
          ? t("speaker.trainee")
          : (people.find((c) => c.id === turn.contact)?.name ?? t("speaker.debtor"));
        return (
          <Fragment key={turn.turn}>
            <li
              id={turnAnchor(turn.turn)}
              tabIndex={-1}
              className={styles.turn}
              data-speaker={turn.speaker}
              data-broken={broken.get(turn.turn)}
            >
              <span className={`${styles.number} figures`}>{turn.turn + 1}</span>
              <span className={styles.speaker}>{name}</span>
              <div className={styles.words}>
                <p lang={htmlLang(lang)}>{turn.text}</p>
                {turn.interrupted && <small>{t("call.cutShort")}</small>}
              </div>
              {!mine && turn.turn < turns.length - 1 && onFork ? (
                <Button
                  size="s"
                  look="plain"
                  icon={<ReplayIcon size={16} />}
                  onClick={() => onFork(turn.turn)}
                  aria-label={t("debrief.transcript.forkOf", { n: turn.turn + 1 })}
                  collapses
                >
                  {t("debrief.transcript.fork")}
                </Button>
              ) : (
                <span />
              )}
            </li>
            <ActionLines actions={actions} after={turn.turn} />
          </Fragment>
        );
      })}
    </ol>
  );
}
