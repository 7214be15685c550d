import type { QueryClient } from "@tanstack/react-query";
import type { UiLang } from "~/lib/model";
import {
  demoQuery,
  diagnosisQuery,
  practiceQuery,
  scenariosQuery,
  scorecardQuery,
  sessionCaseQuery,
  sessionQuery,
} from "~/lib/queries";
import { contentLang, firstLang, keptToldLang } from "~/lib/ui-lang";
import { type Need, needsOf } from "./pages";
import { parts } from "./parts";

/** How long the first picture may wait for its data, in milliseconds; after that the frame of the page is better than nothing. */
const patience = 2000;

function dataOf({ page, session = "" }: Need, client: QueryClient, ui: UiLang) {
  const told = keptToldLang() ?? contentLang(ui);
  switch (page) {
    case "home":
      return [client.prefetchQuery(practiceQuery(ui)), client.prefetchQuery(demoQuery())];
    case "library":
      return [client.prefetchQuery(scenariosQuery(ui))];
    case "call":
      return [client.prefetchQuery(sessionQuery(session)), client.prefetchQuery(sessionCaseQuery(session))];
    case "debrief":
      return [
        client.prefetchQuery(sessionQuery(session)),
        client.prefetchQuery(scorecardQuery(session, told)),
        client.prefetchQuery(diagnosisQuery(session, told)),
      ];
  }
}

/**
 * Resolves when the part of the page that the address asks for and its data are there, so that it is built once and whole;
 * at the latest when waiting any longer would leave the reader with nothing. It does not fail: the part says what is wrong.
 */
export async function firstData(client: QueryClient) {
  const ui = firstLang();
  const lang = contentLang(ui);
  const need = needsOf(window.location.pathname, lang, keptToldLang() ?? lang);
  if (!need) return;
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([late, Promise.allSettled([parts[need.page].fetch(), ...dataOf(need, client, ui)])]);
}
