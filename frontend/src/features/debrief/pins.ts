export type Pin = "excuse" | "settled" | "told" | "promise" | "trouble";

const kinds: Record<string, Pin> = {
  raise_excuse: "excuse",
  settle_excuse: "settled",
  close_excuse: "settled",
  disclose: "told",
  offer: "promise",
  promise: "promise",
  add_element: "promise",
  confirm: "promise",
  object: "trouble",
  hang_up: "trouble",
  bristle: "trouble",
};

/** What is worth a pin among the debtor's moves of a turn, each kind once. */
export function pinsOf(moves: string[]): Pin[] {
  const pins = moves.flatMap((move) => kinds[move] ?? []);
  return [...new Set(pins)];
}
