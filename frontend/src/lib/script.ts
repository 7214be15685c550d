import i18next from "i18next";
import type { ServerFrame } from "~/wire/live";
import type { Lang } from "./model";
import { firstLang, htmlLang } from "./ui-lang";

/**
 * Cases, playbooks and laws are written in simplified characters. Readers of the page in traditional ones get them converted
 * where they come in from the server (lib/http.ts; a call's line). What somebody said or wrote stays as it is: turns, quotes,
 * comments, reasons of reviewers, sources of cases. The server understands both scripts.
 */
const readsTraditional = () => (i18next.language ?? firstLang()) === "zh-TW";

type Convert = (text: string) => string;

/** How texts are converted: as they are until the converter, a file of its own, is there. */
let convert: Convert = (text) => text;

async function fetchConverter() {
  try {
    convert = (await import("./traditional")).traditional;
  } catch {
    // without it, texts are shown as they were written
  }
}

/** Fields of the server's answers that hold texts of cases, playbooks and laws, whatever object they stand in. */
const authored = new Set([
  ...[
    "title",
    "scenario_title",
    "brief",
    "goal",
    "trade",
    "debtor",
    "name",
    "size",
    "role",
    "what",
    "for",
    "document",
    "zh",
  ],
  ...["question", "criterion_name", "check", "says", "say_instead", "permitted", "line", "note"],
  ...["how", "story", "decides", "best", "debtor_type", "about", "given", "truth", "test", "then"],
]);

/** Whether a field is an authored text: `text` and `reason` also hold what people wrote. */
function isAuthored(key: string, holder: Record<string, unknown>): boolean {
  if (key === "text") return "criterion" in holder || "rule" in holder;
  if (key === "reason") return !("author" in holder);
  return authored.has(key);
}

function convertAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convertAll);
  if (typeof value !== "object" || value === null) return value;
  const holder = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(holder).map(([key, held]) => [
      key,
      typeof held === "string" && isAuthored(key, holder) ? convert(held) : convertAll(held),
    ]),
  );
}

/** An answer of the server in the reader's script. */
export async function inReadersScript<T>(answer: T): Promise<T> {
  if (!readsTraditional()) return answer;
  await fetchConverter();
  return convertAll(answer) as T;
}

/** A text of the page's own that somebody is to say in a language, in the reader's script. */
export const inReadersWriting = (text: string, lang: Lang) =>
  lang === "zh" && readsTraditional() ? convert(text) : text;

/** What a call's line brings, in the reader's script: hints and names of documents are authored, all else was said. */
export function frameInReadersScript(frame: ServerFrame): ServerFrame {
  if (!readsTraditional()) return frame;
  if (frame.type === "hint.given") return { ...frame, text: convert(frame.text) };
  if (frame.type === "action.done") return { ...frame, name: frame.name && convert(frame.name) };
  return frame;
}

/** The tag of an authored text in a language, as the reader gets it. */
export const writtenTag = (lang: Lang) => htmlLang(lang === "zh" && readsTraditional() ? "zh-TW" : lang);
