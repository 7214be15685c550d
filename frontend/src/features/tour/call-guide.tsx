import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "~/components/button";
import { HangUpIcon, SendIcon } from "~/components/icons";
import type { Lang } from "~/lib/model";
import { inReadersWriting, writtenTag } from "~/lib/script";
import { Panel } from "./panel";
import styles from "./panel.module.css";
import { momentOf, place, tourLines } from "./steps";

/** What the tour needs of a live call. */
interface GuidedCall {
  state: { entries: { kind: string }[]; ended: string | null; link: string; pending: unknown[] };
  busy: boolean;
  say: (text: string) => void;
  send: (frame: { type: "end" }) => boolean;
}

/** Explains a call while it is held: says a sentence for the visitor, and what came of it. */
export function CallGuide({ lang, call }: { lang: Lang; call: GuidedCall }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { entries, ended, link, pending } = call.state;
  const said = entries.filter((entry) => entry.kind === "trainee").length;
  const heard = entries.filter((entry) => entry.kind === "debtor").length;
  const moment = momentOf({ said, heard, busy: call.busy || pending.length > 0, ended: ended !== null });
  const lines = tourLines(lang).map((text) => inReadersWriting(text, lang));
  const line = lines[said];
  const shown = Math.min(said, lines.length);
  const open = link === "open";
  const leave = () => navigate("/");
  if (moment === "over") {
    return (
      <Panel step={place.judge} title={t("tour.over.title")} onSkip={leave}>
        <p>{t("tour.over.text")}</p>
      </Panel>
    );
  }
  const step = place.line(shown);
  if (moment === "ringing" || moment === "answering") {
    return (
      <Panel step={step} title={t(`tour.${moment}.title`)} onSkip={leave}>
        <p>{t(`tour.${moment}.text`)}</p>
      </Panel>
    );
  }
  if (moment === "hangUp" || line === undefined) {
    return (
      <Panel
        step={step}
        title={t("tour.hangUp.title")}
        onSkip={leave}
        action={
          <Button look="primary" icon={<HangUpIcon />} disabled={!open} onClick={() => call.send({ type: "end" })}>
            {t("tour.hangUp.act")}
          </Button>
        }
      >
        <p>{t("tour.hangUp.text")}</p>
      </Panel>
    );
  }
  return (
    <Panel
      step={step}
      title={t(`tour.line.${shown}.title`)}
      onSkip={leave}
      action={
        <Button look="primary" icon={<SendIcon />} disabled={!open} onClick={() => call.say(line)}>
          {t("tour.sayIt")}
        </Button>
      }
    >
      <p>{t(`tour.line.${shown}.text`)}</p>
      <p className={styles.line} lang={writtenTag(lang)}>
        {line}
      </p>
    </Panel>
  );
}
