import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";
import { Trouble, Waiting } from "~/components/query-state";
import { ApiError } from "~/lib/http";
import { recallDraft } from "~/lib/local-draft";
import { contentQuery, draftQuery } from "~/lib/studio";
import { useTitle } from "~/lib/use-title";
import { DraftDesk } from "./draft-desk";

/** One draft: what is saved, or what this browser kept of it, whichever is newer. Only a draft that is listed is asked for. */
export function DraftPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const listed = useQuery(contentQuery());
  useTitle(`${id} · ${t("nav.studio")}`);
  if (listed.isLoadingError) return <Trouble error={listed.error} onRetry={() => void listed.refetch()} />;
  if (!listed.isFetchedAfterMount) return <Waiting />;
  return <Opened key={id} id={id} listed={listed.data?.drafts.some((one) => one.id === id) ?? false} />;
}

/** A draft at its desk, which stays open when the draft is first saved and so comes to be listed. */
function Opened({ id, listed }: { id: string; listed: boolean }) {
  const { t } = useTranslation();
  const [kept] = useState(listed);
  const [begun] = useState(() => recallDraft(id) !== null);
  const saved = useQuery({ ...draftQuery(id), enabled: kept });
  const missing = saved.error instanceof ApiError && ["not_found", "invalid"].includes(saved.error.code); // removed since the list
  if (kept && saved.isPending) return <Waiting />;
  if (saved.isLoadingError && !missing) return <Trouble error={saved.error} onRetry={() => void saved.refetch()} />;
  const stored = saved.data ?? null;
  if (stored === null && !begun)
    return (
      <Notice title={t("studio.gone.title")} action={<ButtonLink href="/studio">{t("studio.toStudio")}</ButtonLink>}>
        {t("studio.gone.text")}
      </Notice>
    );
  return <DraftDesk id={id} stored={stored} />;
}
