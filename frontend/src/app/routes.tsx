import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch, useLocation } from "wouter";
import { ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";
import { Waiting } from "~/components/query-state";
import { focusPage } from "~/lib/focus-page";
import type { SessionView } from "~/lib/model";
import { pages } from "./pages";
import { parts } from "./parts";
import { Shell } from "./shell";

/** How long after the first page the one that a call needs is fetched, in milliseconds: before anybody has read a brief. */
const callAfter = 1500;

const CasePage = lazy(() => import("~/features/library/case-page").then((m) => ({ default: m.CasePage })));
const HistoryPage = lazy(() => import("~/features/history/history-page").then((m) => ({ default: m.HistoryPage })));
const ModelsPage = lazy(() => import("~/features/models/models-page").then((m) => ({ default: m.ModelsPage })));
const ReviewPage = lazy(() => import("~/features/review/review-page").then((m) => ({ default: m.ReviewPage })));
const ReadPage = lazy(() => import("~/features/review/read-page").then((m) => ({ default: m.ReadPage })));
const ImportPage = lazy(() => import("~/features/import/import-page").then((m) => ({ default: m.ImportPage })));
const ImportedCard = lazy(() => import("~/features/debrief/imported-card").then((m) => ({ default: m.ImportedCard })));
const TourPage = lazy(() => import("~/features/tour/tour-page").then((m) => ({ default: m.TourPage })));
const CallGuide = lazy(() => import("~/features/tour/call-guide").then((m) => ({ default: m.CallGuide })));
const DebriefGuide = lazy(() => import("~/features/tour/debrief-guide").then((m) => ({ default: m.DebriefGuide })));
const StudioPage = lazy(() => import("~/features/studio/studio-page").then((m) => ({ default: m.StudioPage })));
const DraftPage = lazy(() => import("~/features/studio/draft-page").then((m) => ({ default: m.DraftPage })));

function NotFound() {
  const { t } = useTranslation();
  return (
    <Notice title={t("notFound.title")} action={<ButtonLink href="/library">{t("common.toLibrary")}</ButtonLink>}>
      {t("notFound.text")}
    </Notice>
  );
}

/** The call of a tour is explained; what a visitor goes on with from it is theirs. */
const guided = (session: SessionView) => session.purpose === "tour" && session.fork_of === "";

/** Takes the focus along from page to page; the first one leaves it to the browser. */
function useFocusOnArrival() {
  const [location] = useLocation();
  const before = useRef(location);
  useEffect(() => {
    if (before.current !== location) focusPage();
    before.current = location;
  }, [location]);
}

export function Routes() {
  useFocusOnArrival();
  useEffect(() => {
    const timer = setTimeout(() => void pages.call().catch(() => undefined), callAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Switch>
      <Route path="/calls/:id">
        {({ id }) => (
          <Suspense fallback={<Waiting />}>
            <parts.call
              key={id}
              session={id}
              guide={(session, lang, call) => guided(session) && <CallGuide lang={lang} call={call} />}
            />
          </Suspense>
        )}
      </Route>
      <Route>
        <Shell>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/" component={parts.home} />
              <Route path="/library" component={parts.library} />
              <Route path="/cases/:id">{({ id }) => <CasePage key={id} scenario={id} />}</Route>
              <Route path="/calls" component={HistoryPage} />
              <Route path="/calls/:id/debrief">
                {({ id }) => (
                  <parts.debrief
                    key={id}
                    session={id}
                    guide={(session, part) => guided(session) && <DebriefGuide session={session} part={part} />}
                  />
                )}
              </Route>
              <Route path="/tour" component={TourPage} />
              <Route path="/models" component={ModelsPage} />
              <Route path="/review" component={ReviewPage} />
              <Route path="/review/import">
                <ImportPage
                  result={(card, call) => (
                    <Suspense fallback={<Waiting />}>
                      <ImportedCard card={card} call={call} />
                    </Suspense>
                  )}
                />
              </Route>
              <Route path="/review/:id">{({ id }) => <ReadPage key={id} session={id} />}</Route>
              <Route path="/studio" component={StudioPage} />
              <Route path="/studio/:id">{({ id }) => <DraftPage key={id} id={id} />}</Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Shell>
      </Route>
    </Switch>
  );
}
