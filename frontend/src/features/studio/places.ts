import type { Fault } from "~/lib/studio";

interface Lines {
  lines: number;
  line: (n: number) => { from: number; to: number; text: string };
}

/** Where a fault stands in a text: from its column to the end of the word there. Columns count characters. */
export function placeOf(fault: Pick<Fault, "line" | "column">, text: Lines): { from: number; to: number } {
  const line = text.line(Math.min(Math.max(1, fault.line), text.lines));
  const before = [...line.text].slice(0, Math.max(0, fault.column - 1)).join("").length;
  const from = Math.min(line.from + before, line.to);
  const word = /^[^\s:,[\]{}]+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  return { from, to: Math.min(line.to, from + Math.max(1, word)) };
}
