import { keysOf, recall, remember } from "./storage";

/** What is typed and perhaps not saved, and the saved version it was made from. */
export interface LocalDraft {
  source: string;
  /** Empty while nothing is saved. */
  base: string;
}

const prefix = "huikuan:studio:";
const key = (id: string) => prefix + id;

/** What was kept of a draft: this tab's own words before those of another tab. */
export const recallDraft = (id: string): LocalDraft | null =>
  read(recall("session", key(id))) ?? read(recall("local", key(id)));

function read(text: string | null): LocalDraft | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (kept && typeof kept === "object" && "source" in kept && "base" in kept) {
      const { source, base } = kept;
      if (typeof source === "string" && typeof base === "string") return { source, base };
    }
  } catch {
    // not ours, or cut short: as good as none
  }
  return null;
}

/**
 * Keeps a draft for this tab and for the browser; null forgets it. Words that another tab has kept meanwhile stay: they are
 * not this tab's to forget.
 */
export function rememberDraft(id: string, draft: LocalDraft | null) {
  const own = recall("session", key(id));
  const text = draft && JSON.stringify(draft);
  remember("session", key(id), text);
  if (text !== null || recall("local", key(id)) === own) remember("local", key(id), text);
}

/** The ids of the drafts this browser has kept something of, by id. */
export const keptDrafts = (): string[] =>
  [...new Set([...keysOf("session", prefix), ...keysOf("local", prefix)])]
    .map((one) => one.slice(prefix.length))
    .filter((id) => recallDraft(id) !== null)
    .sort();

/** How what is kept in this browser stands to what is saved. */
export type Standing = "saved" | "unsaved" | "elsewhere";

export function standingOf(local: LocalDraft, saved: { source: string; version: string } | null): Standing {
  if (saved === null) return local.base === "" ? "unsaved" : "elsewhere";
  if (local.source === saved.source) return "saved";
  return local.base === saved.version ? "unsaved" : "elsewhere";
}

/** Replaces the id a case's source says; adds it where there is none. */
export function withId(source: string, id: string): string {
  return /^id:.*$/m.test(source) ? source.replace(/^id:.*$/m, `id: ${id}`) : `id: ${id}\n${source}`;
}
