import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { components } from "~/wire/api";
import { addresses } from "./addresses";
import { request } from "./http";
import type { Lang, Scorecard, SessionView, Verdict } from "./model";

type Schemas = components["schemas"];
type FinalScore = Schemas["FinalScore"];

export type ReviewHit = Schemas["ReviewHit"];
export type ReviewCall = Omit<Schemas["ReviewCall"], "session" | "final"> & {
  session: SessionView;
  final: FinalScore | null;
};
export type Comment = Schemas["Comment"];
export type Override = Schemas["Override"];
export type ReviewSheet = Omit<Schemas["ReviewSheet"], "card" | "rules" | "final"> & {
  card: Scorecard | null;
  rules: FinalScore | null;
  final: FinalScore | null;
};

const path = encodeURIComponent;

/** Calls that match a query string of the review desk, newest first. */
export const foundCallsQuery = (query: string) =>
  infiniteQueryOptions({
    queryKey: ["review", "calls", query],
    queryFn: ({ signal, pageParam }) => {
      const asked = new URLSearchParams(query);
      if (pageParam) asked.set("before", pageParam);
      return request<{ calls: ReviewCall[]; next: string }>(`review/calls?${asked}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    staleTime: 0,
  });

/** Where the calls of a search come as a file. */
export const exportAddress = (query: string, format: "csv" | "jsonl") => {
  const asked = new URLSearchParams(query);
  asked.set("format", format);
  return `/api/v1/review/export?${asked}`;
};

export const reviewQuery = (session: string, told: Lang) =>
  queryOptions({
    queryKey: ["review", "sheet", session, told],
    queryFn: ({ signal }) => request<ReviewSheet>(addresses.inWords(session, "review", told), { signal }),
    placeholderData: keepPreviousData,
  });

export const refreshReview = (client: QueryClient) => client.invalidateQueries({ queryKey: ["review"] });

export const addComment = (
  session: string,
  body: { turn?: number; check?: string; text: string; author: string },
): Promise<Comment> => request(`sessions/${path(session)}/comments`, { method: "POST", body });

export const resolveComment = (session: string, comment: string, body: { resolved: boolean; author: string }) =>
  request<ReviewSheet>(`sessions/${path(session)}/comments/${path(comment)}/resolve`, { method: "POST", body });

/** Decides a check; without a verdict a decision is taken back. */
export const overrideCheck = (
  session: string,
  body: { check: string; verdict?: Verdict; reason: string; author: string },
): Promise<Override> => request(`sessions/${path(session)}/overrides`, { method: "POST", body });

export type Branch = Schemas["Branch"];
export type Branches = Schemas["Branches"];

/** A call beside everything forked from the same first call. */
export const branchesQuery = (session: string, told: Lang) =>
  queryOptions({
    queryKey: ["branches", session, told],
    queryFn: ({ signal }) => request<Branches>(addresses.inWords(session, "branches", told), { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** The same person's scored attempt at the case of a call before it, null when that was the first. */
export const attemptBeforeQuery = (call: Pick<SessionView, "id" | "case" | "purpose" | "trainee">) =>
  queryOptions({
    queryKey: ["review", "before", call.id],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({ case: call.case, before: call.id, purpose: call.purpose, limit: "10" });
      if (call.trainee !== "") asked.set("trainee", call.trainee);
      const { calls } = await request<{ calls: ReviewCall[] }>(`review/calls?${asked}`, { signal });
      const last = calls.find((call) => call.session.total !== null && call.session.fork_of === "");
      return last ? (await request<ReviewSheet>(`sessions/${path(last.session.id)}/review`, { signal })).card : null;
    },
  });
