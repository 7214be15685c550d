import type { TFunction } from "i18next";
import { actionsAfter, actionWords } from "~/lib/actions";
import { civilDate, moment, money } from "~/lib/format";
import type { Debrief, Scorecard, SessionDetail, UiLang } from "~/lib/model";
import { titleOf } from "~/lib/titles";

/** Words that somebody said, so that no sign in them is read as a mark. */
const plain = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>#|]/g, "\\$&")
    .trim();

/** A debrief as Markdown: the result, the criteria with their quotes, what was behind it, and the whole call. */
export function asMarkdown(
  { session, card, debrief }: { session: SessionDetail; card: Scorecard; debrief: Debrief },
  t: TFunction,
  ui: UiLang,
): string {
  const { promise, rung } = card.outcome;
  const turn = (n: number) => t("debrief.turn", { n: n + 1 });
  const out: string[] = [
    `# ${plain(titleOf(session, ui).text)}`,
    "",
    `${moment(session.started_at, ui)} · ${t(`mode.${session.mode}`)} · ${t(`lang.${session.lang}`)}`,
    "",
    `- ${t("debrief.score")}: ${card.total ?? t("common.none")} (${t(`verdict.${card.verdict}`)})`,
    `- ${t("debrief.branches.row.result")}: ${t(`outcome.${rung}.short`)}`,
    `- ${t("debrief.promiseLevel")}: ${promise.level} ${t(`promise.${promise.level}`)}`,
  ];
  if (promise.amount) out.push(`- ${t("element.amount")}: ${money(promise.amount, ui)}`);
  if (promise.date) out.push(`- ${t("element.date")}: ${civilDate(promise.date, ui, "full")}`);
  for (const hit of card.red_lines ?? []) {
    out.push(`- ${t(`level.${hit.level}`)}: “${plain(hit.quote)}” (${turn(hit.turn)})`);
  }
  out.push("", `## ${t("debrief.notes.title")}`, "");
  for (const kind of ["keep", "start", "stop"] as const) {
    const point = card.coaching[kind];
    if (point) out.push(`- ${t(`debrief.notes.${kind}`)}: ${plain(point.text)}`);
  }
  out.push("", `## ${t("debrief.criteria.title")}`, "");
  for (const criterion of card.criteria ?? []) {
    out.push(`### ${plain(criterion.name)}: ${criterion.score ?? t(`verdictOf.${criterion.verdict}`)}`, "");
    for (const check of criterion.checks ?? []) {
      const quotes = (check.evidence ?? []).map((one) => `“${plain(one.quote)}” (${turn(one.turn)})`);
      out.push(`- ${t(`verdictOf.${check.verdict}`)}: ${plain(check.question)} ${quotes.join(" ")}`.trimEnd());
    }
    if (criterion.better) out.push(`- ${t("debrief.criteria.better")} ${plain(criterion.better.line)}`);
    out.push("");
  }
  out.push(
    `## ${t("debrief.truth.title")}`,
    "",
    plain(debrief.truth.story),
    "",
    `## ${t("debrief.transcript.title")}`,
    "",
  );
  const done = (turn: number) => {
    for (const one of actionsAfter(session.actions, turn)) out.push(`   - *${plain(actionWords(one, t))}*`);
  };
  done(-1);
  for (const one of session.turns) {
    out.push(`${one.turn + 1}. **${t(`review.speaker.${one.speaker}`)}**: ${plain(one.text)}`);
    done(one.turn);
  }
  return `${out.join("\n")}\n`;
}
