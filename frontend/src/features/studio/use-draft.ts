import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { ApiError } from "~/lib/http";
import { type LocalDraft, recallDraft, rememberDraft, standingOf } from "~/lib/local-draft";
import { type Draft, fetchDraft, removeDraft, saveDraft } from "~/lib/studio";

const isConflict = (error: unknown) => error instanceof ApiError && error.code === "conflict";

/** A draft being written: its text is kept in this browser until it is saved, and a change elsewhere is told. */
export function useDraft(id: string, stored: Draft | null) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [saved, setSaved] = useState(stored);
  const [draft, setDraft] = useState<LocalDraft>(
    () => recallDraft(id) ?? { source: stored?.source ?? "", base: stored?.version ?? "" },
  );
  const standing = standingOf(draft, saved);
  useEffect(() => rememberDraft(id, standing === "saved" ? null : draft), [id, draft, standing]);
  const refreshList = () => void client.invalidateQueries({ queryKey: ["content"], exact: true });

  const save = useMutation({
    mutationFn: () => saveDraft(id, draft.source, draft.base),
    onSuccess: (kept) => {
      setSaved(kept);
      setDraft((now) => ({ ...now, base: kept.version }));
      refreshList();
    },
    onError: async (error) => {
      if (!isConflict(error)) return;
      try {
        setSaved(await fetchDraft(id));
      } catch (missing) {
        if (missing instanceof ApiError && missing.code === "not_found") setSaved(null);
      }
    },
  });
  const remove = useMutation({
    mutationFn: () => removeDraft(id, saved?.version ?? ""),
    onSuccess: () => {
      rememberDraft(id, null);
      refreshList();
      navigate("/studio");
    },
  });
  /** Gives up what nobody has saved. */
  const discard = () => {
    rememberDraft(id, null);
    navigate("/studio");
  };
  return {
    draft,
    saved,
    standing,
    save,
    remove,
    discard,
    /** What went wrong with saving or removing, other than a change elsewhere. */
    trouble: [save.error, remove.error].find((error) => error !== null && !isConflict(error)) ?? null,
    write: (source: string) => setDraft((now) => ({ ...now, source })),
    keepMine: () => setDraft((now) => ({ ...now, base: saved?.version ?? "" })),
    takeTheirs: () => saved && setDraft({ source: saved.source, base: saved.version }),
  };
}
