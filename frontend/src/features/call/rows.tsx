import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import {
  CheckIcon,
  ClockIcon,
  DocumentIcon,
  HintIcon,
  PauseIcon,
  PlayIcon,
  TransferIcon,
  WarnIcon,
} from "~/components/icons";
import { useUiLang } from "~/lib/i18n";
import type { Lang, ScenarioView } from "~/lib/model";
import { htmlLang } from "~/lib/ui-lang";
import { Avatar } from "./avatar";
import type { Entry, Pending } from "./call-state";
import styles from "./transcript.module.css";
import type { LiveCall } from "./use-live-call";

/** Asking for somebody stands in the log as an action with this prefix. */
const askedFor = "contact:";

interface RowProps {
  entry: Entry;
  /** The same person spoke last on the debtor's side: the name is shown when another one does. */
  sameSpeaker: boolean;
  scenario: ScenarioView;
  lang: Lang;
}

export const EntryRow = memo(function EntryRow({ entry, sameSpeaker, scenario, lang }: RowProps) {
  const { t } = useTranslation();
  const ui = htmlLang(useUiLang());
  const person = (id: string) => scenario.contacts.find((c) => c.id === id);
  switch (entry.kind) {
    case "trainee":
      return (
        <li className={styles.row} data-side="mine">
          <div className={styles.bubble}>
            <span className="sr-only" lang={ui}>
              {t("call.you")}
            </span>
            {entry.text}
          </div>
          <span className={styles.tick} lang={ui}>
            <CheckIcon size={14} /> <span className="sr-only">{t("call.stored")}</span>
          </span>
        </li>
      );
    case "debtor": {
      const name = person(entry.contact)?.name ?? entry.contact;
      return (
        <li className={styles.row} data-side="theirs">
          <Avatar name={name} />
          <div className={styles.bubble}>
            <span className={sameSpeaker ? "sr-only" : styles.speaker}>{name}</span>
            {entry.text}
            {entry.interrupted && (
              <span className={styles.cut} lang={ui}>
                {t("call.cutShort")}
              </span>
            )}
          </div>
        </li>
      );
    }
    case "contact": {
      const who = person(entry.contact);
      return (
        <Note icon={<TransferIcon size={16} />} lang={ui}>
          {t("call.nowOnLine", { name: who?.name ?? entry.contact, role: who?.role ?? "" })}
        </Note>
      );
    }
    case "action": {
      if (entry.action.startsWith(askedFor)) {
        const asked = person(entry.action.slice(askedFor.length));
        return (
          <Note icon={<TransferIcon size={16} />} lang={ui}>
            {t("call.youAskedFor", { name: asked?.name ?? entry.name })}
          </Note>
        );
      }
      const name = entry.name || scenario.desk.find((d) => d.id === entry.action)?.name || entry.action;
      return (
        <Note icon={<DocumentIcon size={16} />} lang={ui}>
          {t("call.youDid", { name })}
        </Note>
      );
    }
    case "hint":
      return (
        <li className={styles.hint}>
          <span className={styles.hintHead} lang={ui}>
            <HintIcon size={16} /> {t(`hint.rung.${entry.rung}`)}
          </span>
          <p lang={htmlLang(lang)}>{entry.text}</p>
          {entry.byModel && (
            <small className={styles.hintSource} lang={ui}>
              {t("hint.byModel")}
            </small>
          )}
        </li>
      );
    case "pause":
      return (
        <Note icon={<PauseIcon size={16} />} lang={ui}>
          {t("call.paused")}
        </Note>
      );
    case "resume":
      return (
        <Note icon={<PlayIcon size={16} />} lang={ui}>
          {t("call.resumed")}
        </Note>
      );
  }
});

function Note({ icon, lang, children }: { icon: ReactNode; lang: string; children: ReactNode }) {
  return (
    <li className={styles.note} lang={lang}>
      {icon}
      <span>{children}</span>
    </li>
  );
}

/** A sentence that the server has not stored yet. */
export function PendingRow({ pending, call }: { pending: Pending; call: LiveCall }) {
  const { t } = useTranslation();
  const refused = pending.state === "refused";
  return (
    <li className={styles.row} data-side="mine" data-pending={refused ? "refused" : "true"}>
      <div className={styles.bubble}>{pending.text}</div>
      {refused ? (
        <span className={styles.refused}>
          <span>
            <WarnIcon size={14} /> {t("call.refused")}
          </span>
          <Button size="s" look="plain" onClick={() => call.sayAgain(pending.id)}>
            {t("call.sayAgain")}
          </Button>
          <Button size="s" look="plain" onClick={() => call.withdraw(pending.id)}>
            {t("call.withdraw")}
          </Button>
        </span>
      ) : (
        <span className={styles.tick}>
          <ClockIcon size={14} />{" "}
          <span className={pending.state === "sent" ? "sr-only" : undefined}>
            {t(pending.state === "sent" ? "call.sending" : "call.queued")}
          </span>
        </span>
      )}
    </li>
  );
}
