/** Where a source says another id than its draft and its file are named by; null where it says none or the same. */
export function otherName(name: string, id: string, source: string): { line: number; column: number } | null {
  if (id === "" || id === name) return null;
  const lines = source.split("\n");
  const at = lines.findIndex((line) => /^id\s*:/.test(line));
  const value = /^id\s*:\s*/.exec(lines[at] ?? "")?.[0].length ?? 0;
  return { line: Math.max(0, at) + 1, column: value + 1 };
}
