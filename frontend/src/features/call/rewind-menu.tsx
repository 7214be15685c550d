import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { ReplayIcon } from "~/components/icons";
import { keepDraft } from "~/lib/draft";
import type { Lang } from "~/lib/model";
import { forkSession, refreshLists } from "~/lib/queries";
import { htmlLang } from "~/lib/ui-lang";
import type { Entry } from "./call-state";
import { PickMenu } from "./pick-menu";

/** How far back a call can be taken from within: further back there is the debrief. */
const lastSentences = 3;

/** A sentence of the trainee, and the turn before it, from which the call can go on anew. */
export interface RewindPoint {
  turn: number;
  text: string;
}

/** The last sentences that can be said again, the newest first. The first of a call cannot: there is nothing before it. */
export function rewindPoints(entries: Entry[]): RewindPoint[] {
  return entries
    .flatMap((entry) =>
      entry.kind === "trainee" && entry.turn > 0 ? [{ turn: entry.turn - 1, text: entry.text }] : [],
    )
    .slice(-lastSentences)
    .reverse();
}

/** Takes a call back to before a sentence: a branch of its own, the sentence waiting to be put better. */
export function useRewind(session: string) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (point: RewindPoint) => forkSession(session, point.turn),
    onSuccess: (fork, point) => {
      keepDraft(fork.id, point.text);
      refreshLists(client);
      navigate(`/calls/${fork.id}`);
    },
  });
}

export function RewindMenu({
  points,
  lang,
  opened,
  onChange,
  onRewind,
}: {
  points: RewindPoint[];
  lang: Lang;
  opened: boolean;
  onChange: (opened: boolean) => void;
  onRewind: (point: RewindPoint) => void;
}) {
  const { t } = useTranslation();
  return (
    <PickMenu
      label={t("rewind.ask")}
      icon={<ReplayIcon size={18} />}
      disabled={points.length === 0}
      width={320}
      opened={opened}
      onChange={onChange}
      items={points.map((point) => ({
        id: point.turn,
        title: t("rewind.before"),
        text: point.text.length > 60 ? `${point.text.slice(0, 60)}…` : point.text,
        textLang: htmlLang(lang),
        onPick: () => onRewind(point),
      }))}
    />
  );
}
