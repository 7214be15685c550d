import type { TFunction } from "i18next";
import { describe, expect, it } from "vitest";
import type { Debrief, Scorecard, SessionDetail } from "~/lib/model";
import { asMarkdown } from "./markdown";

const card = {
  total: 74,
  verdict: "pass",
  outcome: { rung: "O4", promise: { level: "P3", amount: { minor: 1200000, currency: "CNY" }, date: "2026-03-20" } },
  red_lines: [],
  coaching: { keep: { text: "Asked *who* signs" }, start: null, stop: null },
  criteria: [
    {
      id: "k",
      name: "Opening",
      score: 80,
      verdict: "met",
      checks: [
        {
          id: "c",
          question: "Did you say who you are?",
          verdict: "met",
          evidence: [{ turn: 1, quote: "# I am\n[Li]" }],
        },
      ],
      better: null,
    },
  ],
} as unknown as Scorecard;
const session = {
  titles: { zh: "尾款", en: "Tail | payment" },
  started_at: "2026-03-19T08:00:00Z",
  mode: "practice",
  lang: "en",
  turns: [
    { turn: 0, speaker: "debtor", text: "<b>Yes?</b>" },
    { turn: 1, speaker: "trainee", text: "Here it is." },
  ],
  actions: [
    { turn: 0, kind: "desk", id: "send_statement", name: "Send the *statement*" },
    { turn: 1, kind: "asked_for", id: "boss", name: "Mr Lu" },
  ],
} as unknown as SessionDetail;

/** Names instead of words, so that the shape alone is looked at. */
const t = ((key: string, values?: { n?: number; name?: string }) =>
  [key, values?.n ?? values?.name].filter(Boolean).join(" ")) as TFunction;

describe("a debrief as Markdown", () => {
  it("tells the result and quotes what was said, without its signs being read as marks", () => {
    const text = asMarkdown({ session, card, debrief: { truth: { story: "Cash is short." } } as Debrief }, t, "en");
    expect(text).toContain("# Tail \\| payment\n");
    expect(text).toContain("debrief.score: 74 (verdict.pass)");
    expect(text).toContain("### Opening: 80");
    expect(text).toContain("“\\# I am \\[Li\\]” (debrief.turn 2)");
    expect(text).toContain("Asked \\*who\\* signs");
    expect(text).toContain("1. **review.speaker.debtor**: \\<b\\>Yes?\\</b\\>");
    expect(text).toContain("Cash is short.");
  });

  it("tells what was done beside speaking between the turns it was done between", () => {
    const text = asMarkdown({ session, card, debrief: { truth: { story: "" } } as Debrief }, t, "zh");
    const lines = text.slice(text.indexOf("1. **")).trimEnd().split("\n");
    expect(lines.slice(1, 2)).toEqual(["   - *action.desk Send the \\*statement\\**"]);
    expect(lines.slice(3)).toEqual(["   - *action.asked\\_for Mr Lu*"]);
    expect(text).toContain("# 尾款\n");
  });
});
