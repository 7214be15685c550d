import { recall, remember } from "~/lib/storage";

/** What a letter key can do in a call. */
export const keyActions = ["desk", "hint", "pause", "rewind"] as const;
export type KeyAction = (typeof keyActions)[number];
export type Keymap = Record<KeyAction, string>;

export const defaultKeys: Keymap = { desk: "B", hint: "H", pause: "P", rewind: "R" };

const storageKey = "huikuan:keys";
const isLetter = (value: unknown): value is string => typeof value === "string" && /^[A-Z]$/.test(value);

/** The trainee's own letters, else ours; what is stored wrongly counts for nothing. */
export function keptKeys(): Keymap {
  const kept = recall("local", storageKey);
  if (kept === null) return defaultKeys;
  try {
    const stored = JSON.parse(kept) as Record<string, unknown>;
    const keys = { ...defaultKeys };
    for (const action of keyActions) {
      const letter = stored[action];
      if (isLetter(letter)) keys[action] = letter;
    }
    return new Set(Object.values(keys)).size === keyActions.length ? keys : defaultKeys;
  } catch {
    return defaultKeys;
  }
}

export function keepKeys(keys: Keymap) {
  const own = keyActions.some((action) => keys[action] !== defaultKeys[action]);
  remember("local", storageKey, own ? JSON.stringify(keys) : null);
}

/** Gives an action another letter. The action that had it takes the freed one, so that no letter does two things. */
export function assign(keys: Keymap, action: KeyAction, typed: string): Keymap {
  const letter = typed.trim().slice(-1).toUpperCase();
  if (!isLetter(letter)) return keys;
  const next = { ...keys };
  const holder = keyActions.find((other) => keys[other] === letter);
  if (holder) next[holder] = keys[action];
  next[action] = letter;
  return next;
}
