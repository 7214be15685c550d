import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";
import { Trouble, Waiting } from "~/components/query-state";
import { ApiError } from "~/lib/http";
import { contentQuery, draftQuery } from "~/lib/studio";
import { useTitle } from "~/lib/use-title";
import { DraftDesk } from "./draft-desk";
import { recallDraft } from "./local-draft";

/** One draft: what is saved, or what this browser kept of it, whichever is newer. Only a draft that is listed is asked for. */
export function DraftPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const listed = useQuery(contentQuery());
  const kept = listed.data?.drafts.some((one) => one.id === id) ?? false;
  const saved = useQuery({ ...draftQuery(id), enabled: listed.isFetchedAfterMount && kept });
  useTitle(`${id} · ${t("nav.studio")}`);
  const missing = saved.error instanceof ApiError && ["not_found", "invalid"].includes(saved.error.code); // removed since the list
  if (listed.isError) return <Trouble error={listed.error} onRetry={() => void listed.refetch()} />;
  if (!listed.isFetchedAfterMount || (kept && saved.isPending)) return <Waiting />;
  if (saved.isError && !missing) return <Trouble error={saved.error} onRetry={() => void saved.refetch()} />;
  const stored = saved.data ?? null;
  if (stored === null && recallDraft(id) === null)
    return (
      <Notice title={t("studio.gone.title")} action={<ButtonLink href="/studio">{t("studio.toStudio")}</ButtonLink>}>
        {t("studio.gone.text")}
      </Notice>
    );
  return <DraftDesk id={id} stored={stored} />;
}
