import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button, ButtonLink } from "~/components/button";
import { ArrowRightIcon } from "~/components/icons";
import { useProblemText } from "~/components/query-state";
import type { SessionDetail } from "~/lib/model";
import { forkSession } from "~/lib/queries";
import { Panel } from "./panel";
import { debriefStops, place } from "./steps";

/** Leads through what a call of the tour came to: the visitor's judgement first, then the parts of the debrief. */
export function DebriefGuide({ session, part }: { session: SessionDetail; part: "diagnosis" | "debrief" }) {
  const { t } = useTranslation();
  const [skipped, setSkipped] = useState(false);
  const [stop, setStop] = useState(0);
  const now = debriefStops[stop];
  const shown = part === "debrief" && !skipped ? now : undefined;
  useEffect(() => {
    if (!shown) return;
    const narrow = window.matchMedia("(max-width: 47.99em)").matches;
    const target = document.getElementById((narrow && shown.narrow) || shown.anchor);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }, [shown]);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-toured", !skipped);
    return () => document.documentElement.removeAttribute("data-toured");
  }, [skipped]);
  if (skipped || !now) return null;
  const skip = () => {
    setSkipped(true);
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  if (part === "diagnosis") {
    return (
      <Panel step={place.judge} title={t("tour.judge.title")} onSkip={skip}>
        <p>{t("tour.judge.text")}</p>
      </Panel>
    );
  }
  if (now.name === "yours") return <Yours session={session} step={place.debrief(stop)} onSkip={skip} />;
  return (
    <Panel
      floats
      step={place.debrief(stop)}
      title={t(`tour.debrief.${now.name}.title`)}
      onSkip={skip}
      action={
        <Button look="primary" icon={<ArrowRightIcon />} onClick={() => setStop((before) => before + 1)}>
          {t("tour.next")}
        </Button>
      }
    >
      <p>{t(`tour.debrief.${now.name}.text`, { stop: t("debrief.notes.stop") })}</p>
    </Panel>
  );
}

/** The last step: the same moment again in one's own words, or a call of one's own. */
function Yours({ session, step, onSkip }: { session: SessionDetail; step: number; onSkip: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const problem = useProblemText();
  const lastOwn = [...session.turns].reverse().find((turn) => turn.speaker === "trainee");
  const again = useMutation({
    mutationFn: (turn: number) => forkSession(session.id, turn),
    onSuccess: (next) => navigate(`/calls/${next.id}`),
  });
  return (
    <Panel
      floats
      takesFocus
      step={step}
      title={t("tour.debrief.yours.title")}
      leave={t("tour.done")}
      onSkip={onSkip}
      action={
        <>
          {lastOwn && lastOwn.turn > 0 && (
            <Button look="primary" disabled={again.isPending} onClick={() => again.mutate(lastOwn.turn - 1)}>
              {t("tour.again")}
            </Button>
          )}
          <ButtonLink href="/">{t("tour.ownCall")}</ButtonLink>
        </>
      }
    >
      <p>{t("tour.debrief.yours.text")}</p>
      {again.isError && (
        <p role="alert">
          {problem(again.error).title} {problem(again.error).text}
        </p>
      )}
    </Panel>
  );
}
