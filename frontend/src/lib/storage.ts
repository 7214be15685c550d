type Where = "local" | "session";

const store = (where: Where) => (where === "local" ? localStorage : sessionStorage);

/** Reads from the browser's storage; null also when storage is forbidden. */
export function recall(where: Where, key: string): string | null {
  try {
    return store(where).getItem(key);
  } catch {
    return null;
  }
}

/** Writes to the browser's storage, removes on null. A full or forbidden storage loses the convenience, not the page. */
export function remember(where: Where, key: string, value: string | null) {
  try {
    if (value === null) store(where).removeItem(key);
    else store(where).setItem(key, value);
  } catch {
    // nothing the page could do better
  }
}

/** The keys that begin with the prefix; none when storage is forbidden. */
export function keysOf(where: Where, prefix: string): string[] {
  try {
    return Object.keys(store(where)).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Removes what stands under the prefix but for the last `keep` entries; the rest of a key has to sort by age. */
export function forgetOldest(prefix: string, keep: number) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    for (const key of keys.sort().slice(0, -keep)) localStorage.removeItem(key);
  } catch {
    // as in remember
  }
}
