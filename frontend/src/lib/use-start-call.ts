import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import type { Lang, Mode } from "./model";
import { refreshLists, startSession } from "./queries";

/** Calls the debtor of a case and goes to the call. */
export function useStartCall() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (call: { scenario: string; lang: Lang; mode: Mode }) =>
      startSession({ scenario_id: call.scenario, lang: call.lang, mode: call.mode }),
    onSuccess: (session) => {
      refreshLists(client);
      navigate(`/calls/${session.id}`);
    },
  });
}
