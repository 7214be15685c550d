import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Redirect } from "wouter";
import { Later } from "~/components/later";
import { Trouble, Waiting } from "~/components/query-state";
import type { Lang } from "~/lib/model";
import { sessionCaseQuery, sessionQuery } from "~/lib/queries";
import { CallScreen, type Guide } from "./call-screen";

/** What the server said this short a time ago, in milliseconds, need not be asked again; an older answer may have ended since. */
const fresh = 1000;

/** Finds out which call this is; a finished one leads to its debrief. */
export function CallPage({ session: id, guide }: { session: string; guide?: Guide }) {
  const { t } = useTranslation();
  const session = useQuery({
    ...sessionQuery(id),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: ({ state }) => (Date.now() - state.dataUpdatedAt > fresh ? "always" : false),
  });
  const lang: Lang = session.data?.lang === "zh" ? "zh" : "en";
  const scenario = useQuery(sessionCaseQuery(id));

  if (session.isError) return <Trouble error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data && session.data.status !== "live") return <Redirect to={`/calls/${id}/debrief`} replace />;
  if (scenario.isError) return <Trouble error={scenario.error} onRetry={() => void scenario.refetch()} />;
  if (!session.data || !scenario.data) return <Waiting>{t("call.dialling")}</Waiting>;
  return (
    <Later meanwhile={<Waiting>{t("call.dialling")}</Waiting>}>
      {() => <CallScreen session={session.data} scenario={scenario.data} lang={lang} guide={guide} />}
    </Later>
  );
}
