import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Button } from "~/components/button";
import { FolderIcon, HangUpIcon, Mark, PauseIcon, PlayIcon } from "~/components/icons";
import { PurposeTag } from "~/components/purpose-tag";
import { clock, money } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { Lang, ScenarioView, SessionDetail } from "~/lib/model";
import { writtenTag } from "~/lib/script";
import { Avatar } from "./avatar";
import styles from "./call-header.module.css";
import { useClock } from "./use-clock";
import type { LiveCall } from "./use-live-call";

export function CallHeader({
  session,
  scenario,
  lang,
  call,
  onPause,
  onHangUp,
  onDesk,
  deskOpen,
}: {
  session: SessionDetail;
  scenario: ScenarioView;
  lang: Lang;
  call: LiveCall;
  onPause?: () => void;
  onHangUp: () => void;
  onDesk: () => void;
  deskOpen: boolean;
}) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const { state } = call;
  const contact = scenario.contacts.find((c) => c.id === state.contact) ?? scenario.contacts[0];
  const usable = state.link === "open" && !state.ended;
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.brand} aria-label={t("call.leave")}>
        <Mark size={26} />
      </Link>
      <div className={styles.who} lang={writtenTag(lang)}>
        <Avatar name={contact?.name ?? ""} talking={state.speaking} size="l" />
        <div className={styles.names}>
          <h1 className={styles.name}>{contact?.name ?? scenario.debtor}</h1>
          <p className={styles.role}>
            {contact?.role} · {scenario.debtor}
          </p>
        </div>
      </div>
      <p className={styles.debt}>
        <strong className="figures">{money(scenario.balance, ui)}</strong>
        <span>{t("case.daysLate", { count: scenario.days_late })}</span>
      </p>
      <div className={styles.status}>
        <Timer state={state} />
        {session.purpose === "own" && (
          <span className={styles.mode} data-mode={session.mode}>
            {t(`mode.${session.mode}`)}
          </span>
        )}
        <PurposeTag call={session} />
      </div>
      <div className={styles.tools}>
        <Button
          look={deskOpen ? "quiet" : "plain"}
          icon={<FolderIcon />}
          aria-expanded={deskOpen}
          onClick={onDesk}
          collapses
        >
          {t("desk.title")}
        </Button>
        {onPause && (
          <Button
            look="plain"
            icon={state.paused ? <PlayIcon /> : <PauseIcon />}
            aria-pressed={state.paused}
            disabled={!usable}
            onClick={onPause}
            collapses
          >
            {t(state.paused ? "call.resume" : "call.pause")}
          </Button>
        )}
        <Button look="danger" icon={<HangUpIcon />} disabled={!usable} onClick={onHangUp} collapses>
          {t("call.hangUp")}
        </Button>
      </div>
    </header>
  );
}

function Timer({ state }: { state: LiveCall["state"] }) {
  const { t } = useTranslation();
  const ms = useClock(state);
  return (
    <span className={`${styles.timer} figures`} role="timer" aria-label={t("call.timer")} data-paused={state.paused}>
      <i data-live={state.link === "open" && !state.ended && !state.paused} />
      {clock(ms)}
    </span>
  );
}
