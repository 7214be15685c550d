import type { components } from "~/wire/api";

type Schemas = components["schemas"];
/** A JSON array the server may also write as null. */
type List<T> = T[] | null;
/** An object the server writes as null when there is none; the generated types do not say so. */
type Maybe<T> = T | null;

export type Lang = "zh" | "en";
/** The page's own language; calls and debriefs have one of the two. */
export type UiLang = Lang | "zh-TW";
export type Mode = "practice" | "exam";
export type Money = Schemas["Money"];
export type Skill = Schemas["Skill"];
export type Turn = Schemas["Turn"];
export type Action = Schemas["ActionView"];
export type Evidence = Schemas["Evidence"];
export type Gauges = Schemas["Gauges"];
export type RedLineView = Schemas["RedLineView"];
export type RedLineHit = Schemas["RedLineHit"];
export type Flag = Schemas["Flag"];
export type ContactView = Schemas["ContactView"];
export type DeskView = Schemas["DeskView"];
export type Problem = Schemas["Problem"];
export type Verdict = "met" | "not_met" | "not_observed" | "unscored" | "needs_review";

export type ScenarioSummary = Omit<Schemas["ScenarioSummary"], "best" | "measured"> & {
  best: Maybe<Schemas["Best"]>;
  measured: Maybe<Schemas["Measured"]>;
};
export type ScenarioView = Omit<Schemas["ScenarioView"], "best" | "measured"> & {
  best: Maybe<Schemas["Best"]>;
  measured: Maybe<Schemas["Measured"]>;
};
export type SessionView = Schemas["SessionView"];
export type SessionDetail = Schemas["SessionDetail"];

export type PromiseResult = Omit<Schemas["PromiseResult"], "amount" | "date"> & {
  amount: Maybe<Money>;
  date: Maybe<string>;
};
export type CheckResult = Omit<Schemas["CheckResult"], "evidence"> & { evidence: List<Evidence> };
export type Criterion = Omit<Schemas["CriterionResult"], "checks" | "better"> & {
  checks: List<CheckResult>;
  better: Maybe<Schemas["BetterLine"]>;
};
export type CoachingPoint = Schemas["CoachingPoint"];
export type JudgeNote = Schemas["JudgeNote"];
export type Audit = Schemas["Audit"];
export type ModelSpend = Schemas["ModelSpend"];
export type Scorecard = Omit<
  Schemas["Scorecard"],
  "criteria" | "expected_recovery" | "outcome" | "coaching" | "judge" | "audit"
> & {
  judge: Maybe<JudgeNote>;
  /** Missing in assessments made before there was one. */
  audit?: Maybe<Audit>;
  criteria: List<Criterion>;
  expected_recovery: Maybe<Money>;
  outcome: { rung: Schemas["Outcome"]["rung"]; promise: PromiseResult };
  coaching: { keep: Maybe<CoachingPoint>; start: Maybe<CoachingPoint>; stop: Maybe<CoachingPoint> };
};

export type FaceBalance = Schemas["FaceBalance"];
export type ConsequenceUse = Schemas["ConsequenceUse"];
export type CardPoint = Schemas["CardPoint"];
export type MindPoint = Schemas["MindPoint"];
export type MindCause = Schemas["MindCause"];
export type ExcuseTrail = Schemas["ExcuseTrail"];
export type FactTrail = Schemas["FactTrail"];
export type LadderStep = Omit<Schemas["LadderStep"], "promise"> & { promise: PromiseResult };
export type Part = Schemas["Part"];
export type Aftermath = Omit<Schemas["Aftermath"], "came" | "missed"> & { came: List<Part>; missed: Maybe<Part> };
export type Debrief = Omit<Schemas["Debrief"], "ladder" | "after"> & { ladder: List<LadderStep>; after: Aftermath };

export type TruthValue = "true" | "half" | "false";
export type Diagnosis = Schemas["Diagnosis"];
export type DiagnosisItem = Schemas["DiagnosisItem"];
export type DiagnosisResult = Schemas["DiagnosisResult"];
export type DiagnosisSheet = Omit<Schemas["DiagnosisSheet"], "result"> & { result: Maybe<DiagnosisResult> };
export type ProvenLine = Schemas["ProvenLine"];

export type PracticeItem = Schemas["PracticeItem"];
export type PracticePoint = Schemas["PracticePoint"];
export type PracticeWeek = Schemas["PracticeWeek"];
export type PracticeCall = Omit<Schemas["PracticeCall"], "scenario"> & { scenario: ScenarioSummary };
export type Practice = Omit<Schemas["PracticeView"], "calls"> & { calls: PracticeCall[] };

export type Purpose = SessionView["purpose"];
export type DemoView = Schemas["DemoView"];

export type Measured = Schemas["Measured"];
export type ModelSetup = Schemas["ModelSetup"];
export type ModelReport = Schemas["ModelReport"];
export type ModelFinding = Schemas["ModelFinding"];
