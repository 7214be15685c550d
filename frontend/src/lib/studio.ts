import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { components } from "~/wire/api";
import { request } from "./http";
import type { Lang, SessionView } from "./model";

type Schemas = components["schemas"];

export type Fault = Schemas["FaultView"];
export type OutlinePart = Schemas["OutlinePart"];
export type Checked = Schemas["CheckedView"];
export type CaseEntry = Omit<Schemas["CaseEntry"], "saved_at"> & { saved_at: string | null };
export type Draft = Omit<Schemas["DraftView"], "saved_at"> & { saved_at: string | null };
export type Unfilled = Schemas["UnfilledView"];
export type Published = Schemas["PublishedView"];
export type PlayedSheet = Schemas["Sheet"];
export type Tally = Schemas["Tally"];

const path = encodeURIComponent;

export interface Content {
  /** Of the content folder. */
  cases: CaseEntry[];
  drafts: CaseEntry[];
  published: Published[];
}

export const contentQuery = () =>
  queryOptions({
    queryKey: ["content"],
    queryFn: ({ signal }) => request<Content>("content", { signal }),
    staleTime: 0,
  });

export const fetchDraft = (id: string, signal?: AbortSignal) =>
  request<Draft>(`content/drafts/${path(id)}`, { signal });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["content", "draft", id],
    queryFn: ({ signal }) => fetchDraft(id, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  });

export const caseSource = (id: string) => request<Draft>(`content/cases/${path(id)}`);

export const saveDraft = (id: string, source: string, base: string) =>
  request<Draft>(`content/drafts/${path(id)}`, { method: "PUT", body: { source, base } });

export const removeDraft = (id: string, base: string) =>
  request<undefined>(`content/drafts/${path(id)}?base=${path(base)}`, { method: "DELETE" });

export const checkedQuery = (source: string, lang: Lang) =>
  queryOptions({
    queryKey: ["checked", lang, source],
    queryFn: ({ signal }) =>
      request<Checked>(`content/check?lang=${lang}`, { method: "POST", body: { source }, signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const tryCase = (source: string, lang: Lang) =>
  request<SessionView>("content/try", { method: "POST", body: { source, lang } });

export const playCase = (body: { source: string; lang: Lang; runs: number }, signal: AbortSignal) =>
  request<PlayedSheet>("content/playtest", { method: "POST", body, signal });

/** Offers the saved version of a draft to trainees once scripted ones cleared every bar; takes some ten seconds. */
export const publishDraft = (id: string, base: string, signal: AbortSignal) =>
  request<{ published: Published | null; sheets: PlayedSheet[] }>(`content/drafts/${path(id)}/publish`, {
    method: "POST",
    body: { base },
    signal,
  });

export const withdrawCase = (id: string, edition: number) =>
  request<undefined>(`content/published/${path(id)}?edition=${edition}`, { method: "DELETE" });

/** What publishing and withdrawing make stale. */
export function refreshPublished(client: QueryClient) {
  void client.invalidateQueries({ queryKey: ["content"], exact: true });
  for (const stale of ["scenarios", "scenario", "practice"]) void client.invalidateQueries({ queryKey: [stale] });
}

/** How the id of a case is written: it names its file too. */
export const caseId = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
