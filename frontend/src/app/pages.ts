import { addresses } from "~/lib/addresses";
import type { Lang } from "~/lib/model";

/** The parts of the page that are fetched when they are opened. */
export const pages = {
  home: () => import("~/features/home/home-page"),
  library: () => import("~/features/library/library-page"),
  call: () => import("~/features/call/call-page"),
  debrief: () => import("~/features/debrief/debrief-page"),
};

export interface Need {
  page: keyof typeof pages;
  /** The call that the address names. */
  session?: string;
  /** Addresses under /api/v1. */
  asks: string[];
}

/** What a visitor who comes in at an address will need first; undefined where it is not worth asking early. */
export function needsOf(pathname: string, page: Lang, told: Lang): Need | undefined {
  if (pathname === "/") return { page: "home", asks: [addresses.practice(page), addresses.demo()] };
  if (pathname === "/library") return { page: "library", asks: [addresses.scenarios(page)] };
  const [, start, id, part, more] = pathname.split("/");
  if (start !== "calls" || !id || more !== undefined) return undefined;
  const session = decodeURIComponent(id);
  if (part === undefined) {
    return { page: "call", session, asks: [addresses.session(session), addresses.sessionCase(session)] };
  }
  if (part !== "debrief") return undefined;
  return {
    page: "debrief",
    session,
    asks: [
      addresses.session(session),
      addresses.inWords(session, "assessment", told),
      addresses.inWords(session, "diagnosis", told),
    ],
  };
}
