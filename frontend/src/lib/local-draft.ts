import { recall, remember } from "./storage";

/** What is typed and perhaps not saved, and the saved version it was made from. */
export interface LocalDraft {
  source: string;
  /** Empty while nothing is saved. */
  base: string;
}

const key = (id: string) => `huikuan:studio:${id}`;

export function recallDraft(id: string): LocalDraft | null {
  try {
    const kept: unknown = JSON.parse(recall("local", key(id)) ?? "null");
    if (kept && typeof kept === "object" && "source" in kept && "base" in kept) {
      const { source, base } = kept;
      if (typeof source === "string" && typeof base === "string") return { source, base };
    }
  } catch {
    // not ours, or cut short: as good as none
  }
  return null;
}

export const rememberDraft = (id: string, draft: LocalDraft | null) =>
  remember("local", key(id), draft && JSON.stringify(draft));

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
