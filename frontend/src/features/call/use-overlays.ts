import { startTransition, useEffect, useState } from "react";

type Overlays = typeof import("./overlays");

/** How long before what could not be fetched is tried again, in milliseconds. */
const again = 2000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const idle = () =>
  new Promise<unknown>((resolve) =>
    "requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve, 200),
  );

/** Comes once the call itself stands, and through a lost connection. */
async function fetched(): Promise<Overlays> {
  await idle();
  for (;;) {
    try {
      return await import("./overlays");
    } catch {
      await pause(again);
    }
  }
}

let fetching: Promise<Overlays> | undefined;
let there: Overlays | undefined;

/** The dialogs, menus and sheets of a call; undefined while they are on their way. */
export function useOverlays(): Overlays | undefined {
  const [overlays, setOverlays] = useState(there);
  useEffect(() => {
    let gone = false;
    fetching ??= fetched();
    void fetching.then((all) => {
      there = all;
      if (!gone) startTransition(() => setOverlays(all));
    });
    return () => {
      gone = true;
    };
  }, []);
  return overlays;
}
