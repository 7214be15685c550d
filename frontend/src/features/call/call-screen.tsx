import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemLine } from "~/components/problem-line";
import type { Lang, ScenarioView, SessionDetail } from "~/lib/model";
import { refreshLists } from "~/lib/queries";
import { useTitle } from "~/lib/use-title";
import { CallEnded } from "./call-ended";
import { CallHeader } from "./call-header";
import styles from "./call-screen.module.css";
import { Composer } from "./composer";
import { Desk } from "./desk";
import { FaultNotice } from "./fault-notice";
import { keyActions } from "./keymap";
import { LinkNotice } from "./link-notice";
import { RewindMenu, rewindPoints, useRewind } from "./rewind-menu";
import { Transcript } from "./transcript";
import { type LiveCall, useLiveCall } from "./use-live-call";
import { useMedia, useViewportHeight } from "./use-media";
import { useOverlays } from "./use-overlays";
import { useShortcuts } from "./use-shortcuts";

/** What somebody else has to say beside a call as it goes on. */
export type Guide = (session: SessionDetail, lang: Lang, call: LiveCall) => ReactNode;

interface Props {
  session: SessionDetail;
  scenario: ScenarioView;
  lang: Lang;
  guide?: Guide;
}

export function CallScreen({ session, scenario, lang, guide }: Props) {
  const call = useLiveCall(session.id);
  const { t } = useTranslation();
  const client = useQueryClient();
  const { state } = call;
  const wide = useMedia("(min-width: 64em)");
  const [deskOpen, setDeskOpen] = useState(true);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [hangingUp, setHangingUp] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const [rewinding, setRewinding] = useState(false);
  const overlays = useOverlays();
  const practice = session.mode === "practice";
  useViewportHeight();
  useTitle(scenario.debtor);

  const { ended, scored } = state;
  useEffect(() => {
    if (ended || scored) refreshLists(client);
  }, [client, ended, scored]);

  const toggleDesk = () => (wide ? setDeskOpen((open) => !open) : setSheetOpen((open) => !open));
  const togglePause = () => call.send({ type: state.paused ? "resume" : "pause" });
  const hint = () => !call.busy && call.send({ type: "hint" });
  const stop = () => state.speaking && call.send({ type: "stop" });
  const rewind = useRewind(session.id);
  const points = practice && !ended ? rewindPoints(state.entries) : [];
  const keys = useShortcuts({
    desk: toggleDesk,
    pause: practice && !ended ? togglePause : undefined,
    hint: practice && !ended ? hint : undefined,
    rewind: points.length > 0 ? () => setRewinding(true) : undefined,
    stop,
    help: () => setKeysOpen(true),
  });

  const desk = <Desk scenario={scenario} lang={lang} call={call} />;
  return (
    <div className={styles.screen} data-desk={wide && deskOpen}>
      <CallHeader
        session={session}
        scenario={scenario}
        lang={lang}
        call={call}
        onPause={practice ? togglePause : undefined}
        onHangUp={() => setHangingUp(true)}
        onDesk={toggleDesk}
        deskOpen={wide ? deskOpen : sheetOpen}
      />
      <main className={styles.talk} aria-label={t("call.conversation")}>
        <Transcript scenario={scenario} lang={lang} call={call} />
        <div className={styles.foot}>
          <LinkNotice state={state} onRetry={() => call.reconnect(state.link === "taken")} />
          <FaultNotice fault={state.fault} onClose={call.dismiss} />
          {rewind.isError && <ProblemLine error={rewind.error} />}
          <Suspense>{guide?.(session, lang, call)}</Suspense>
          {ended ? (
            <CallEnded session={session.id} reason={ended} scored={scored} />
          ) : (
            <Composer
              session={session.id}
              scenario={scenario}
              lang={lang}
              call={call}
              onHint={practice ? hint : undefined}
              onKeys={() => setKeysOpen(true)}
              rewind={
                practice && (
                  <RewindMenu
                    points={rewind.isPending ? [] : points}
                    lang={lang}
                    opened={rewinding}
                    onChange={setRewinding}
                    onRewind={rewind.mutate}
                  />
                )
              }
            />
          )}
        </div>
      </main>
      {wide && deskOpen && (
        <aside className={styles.desk} aria-label={t("desk.title")}>
          {desk}
        </aside>
      )}
      {overlays && (
        <>
          {!wide && (
            <overlays.DeskSheet opened={sheetOpen} onClose={() => setSheetOpen(false)}>
              {desk}
            </overlays.DeskSheet>
          )}
          <overlays.HangUpDialog
            opened={hangingUp && !ended}
            onClose={() => setHangingUp(false)}
            onHangUp={() => {
              setHangingUp(false);
              call.send({ type: "end" });
            }}
          />
          <overlays.KeysDialog
            opened={keysOpen}
            onClose={() => setKeysOpen(false)}
            keys={keys}
            possible={practice ? keyActions : ["desk"]}
          />
        </>
      )}
    </div>
  );
}
