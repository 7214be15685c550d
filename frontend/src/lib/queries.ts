import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { addresses, clockOffset } from "./addresses";
import { begin } from "./begin";
import { ApiError, request } from "./http";
import type {
  Debrief,
  DemoView,
  Diagnosis,
  DiagnosisResult,
  DiagnosisSheet,
  Lang,
  Mode,
  ModelReport,
  ModelSetup,
  ModelSpend,
  Practice,
  ProvenLine,
  Purpose,
  ScenarioSummary,
  ScenarioView,
  Scorecard,
  SessionDetail,
  SessionView,
  UiLang,
} from "./model";
import { contentLang } from "./ui-lang";

const path = encodeURIComponent;

export const scenariosQuery = (ui: UiLang, lang = contentLang(ui)) =>
  queryOptions({
    queryKey: ["scenarios", lang],
    queryFn: ({ signal }) => request<{ scenarios: ScenarioSummary[] }>(addresses.scenarios(lang), { signal }),
    select: (body) => body.scenarios,
  });

export const scenarioQuery = (id: string, ui: UiLang, lang = contentLang(ui)) =>
  queryOptions({
    queryKey: ["scenario", id, lang],
    queryFn: ({ signal }) => request<ScenarioView>(addresses.scenario(id, lang), { signal }),
  });

/** What to practise next, or the same of a trainee of the demo team; days begin where the browser is. */
export const practiceQuery = (ui: UiLang, demo = "", lang = contentLang(ui)) =>
  queryOptions({
    queryKey: ["practice", lang, demo],
    queryFn: ({ signal }) => request<Practice>(addresses.practice(lang, demo), { signal }),
  });

/** The demo team; while it calls, ask how far it is. */
export const demoQuery = () =>
  queryOptions({
    queryKey: ["demo"],
    queryFn: ({ signal }) => request<DemoView>(addresses.demo(), { signal }),
    refetchInterval: (query) => (query.state.data?.playing ? 400 : false),
  });

export const playDemo = (lang: Lang) =>
  request<DemoView>("demo", { method: "POST", body: { lang, offset: clockOffset() } });
export const removeDemo = () => request<{ removed: number }>("demo", { method: "DELETE" });

export const sessionsQuery = (purpose: Purpose) =>
  infiniteQueryOptions({
    queryKey: ["sessions", purpose],
    queryFn: ({ signal, pageParam }) =>
      request<{ sessions: SessionView[]; next: string }>(
        `sessions?limit=50&purpose=${purpose}${pageParam ? `&before=${path(pageParam)}` : ""}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => request<SessionDetail>(addresses.session(id), { signal }),
  });

/** The case as a call found it: with what earlier calls of the account brought. */
export const sessionCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["session-case", id],
    queryFn: ({ signal }) => request<ScenarioView>(addresses.sessionCase(id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** An assessment follows the end of the call by a moment: until it is there, ask again. */
const untilScored = {
  retry: (failures: number, error: Error) =>
    error instanceof ApiError && ["not_found", "conflict"].includes(error.code) ? failures < 12 : failures < 2,
  retryDelay: (failures: number) => Math.min(2000, 250 * 2 ** failures),
};

export const scorecardQuery = (id: string, told: Lang) =>
  queryOptions({
    queryKey: ["scorecard", id, told],
    queryFn: ({ signal }) => request<Scorecard>(addresses.inWords(id, "assessment", told), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.judge?.status === "pending" ? 3000 : false),
    ...untilScored,
  });

export const debriefQuery = (id: string, told: Lang) =>
  queryOptions({
    queryKey: ["debrief", id, told],
    queryFn: ({ signal }) => request<Debrief>(addresses.inWords(id, "debrief", told), { signal }),
    placeholderData: keepPreviousData,
    ...untilScored,
  });

export const betterQuery = (id: string, told: Lang) =>
  queryOptions({
    queryKey: ["better", id, told],
    queryFn: ({ signal }) => request<{ lines: ProvenLine[] }>(addresses.inWords(id, "better", told), { signal }),
    placeholderData: keepPreviousData,
    select: (body) => body.lines,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What models took for a call. */
export const usageQuery = (id: string) =>
  queryOptions({
    queryKey: ["usage", id],
    queryFn: ({ signal }) => request<{ spent: ModelSpend[] }>(`sessions/${path(id)}/usage`, { signal }),
    select: (body) => body.spent,
  });

export const diagnosisQuery = (id: string, told: Lang) =>
  queryOptions({
    queryKey: ["diagnosis", id, told],
    queryFn: ({ signal }) => request<DiagnosisSheet>(addresses.inWords(id, "diagnosis", told), { signal }),
    placeholderData: keepPreviousData,
    ...untilScored,
  });

export const giveDiagnosis = (id: string, body: Diagnosis, told: Lang) =>
  request<DiagnosisResult>(addresses.inWords(id, "diagnosis", told), { method: "POST", body });

export const modelsQuery = () =>
  queryOptions({
    queryKey: ["models"],
    queryFn: ({ signal }) => request<ModelSetup>("models", { signal }),
    staleTime: 0, // it tells how the last requests went
  });

/** Asks every configured endpoint; an endpoint that does not answer takes up to two minutes. */
export const testModels = () => request<{ reports: ModelReport[] }>("models/test", { method: "POST", body: {} });

/** What a call that has just started or ended makes stale in the lists. */
export function refreshLists(client: QueryClient) {
  void client.invalidateQueries({ queryKey: ["sessions"] });
  void client.invalidateQueries({ queryKey: ["scenarios"] });
  void client.invalidateQueries({ queryKey: ["practice"] });
  void client.invalidateQueries({ queryKey: ["demo"] });
}

export const startSession = (body: {
  scenario_id: string;
  lang: Lang;
  mode: Mode;
  purpose?: "own" | "tour";
  seed?: number;
}) => begin("sessions", body);

/** Rings the debtor of a finished call once more, after the day they promised. */
export const followSession = (id: string, mode: Mode) => begin("sessions", { follows: id, mode });

export const forkSession = (id: string, turn: number) => begin(`sessions/${path(id)}/fork`, { turn });
