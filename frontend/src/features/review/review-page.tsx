import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { Button, ButtonLink } from "~/components/button";
import { Notice } from "~/components/notice";
import { PageHead } from "~/components/page-head";
import { Trouble, Waiting } from "~/components/query-state";
import { exportAddress, foundCallsQuery } from "~/lib/review";
import { useTitle } from "~/lib/use-title";
import { CallRow } from "./call-row";
import { FilterBar } from "./filter-bar";
import { activeFilters, askedOf, type Filters, noFilters, readFilters, writeFilters } from "./filters";
import styles from "./review-page.module.css";

/** Every call of this installation, found by what was said in it and what came of it. */
export function ReviewPage() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const filters = readFilters(address);
  const asked = useDeferredValue(askedOf(filters));
  const found = useInfiniteQuery({ ...foundCallsQuery(asked), placeholderData: (before) => before });
  useTitle(t("nav.review"));
  const set = (next: Filters) => setAddress(writeFilters(next), { replace: true });
  const narrowed = filters.q.trim() !== "" || activeFilters(filters) > 0;
  const calls = found.data?.pages.flatMap((page) => page.calls) ?? [];

  return (
    <>
      <PageHead title={t("review.title")}>{t("review.lead")}</PageHead>
      <p className={styles.import}>
        <ButtonLink size="s" href="/review/import">
          {t("import.open")}
        </ButtonLink>
      </p>
      <FilterBar filters={filters} onChange={set} />
      <div className={styles.bar}>
        <p role="status">
          {found.data && t(found.hasNextPage ? "review.atLeast" : "review.count", { count: calls.length })}
        </p>
        {calls.length > 0 && (
          <p className={styles.exports}>
            <span>{t("review.export.as")}</span>
            <a href={exportAddress(asked, "csv")} download>
              CSV
            </a>
            <a href={exportAddress(asked, "jsonl")} download>
              JSON Lines
            </a>
          </p>
        )}
      </div>
      {found.isError && !found.data ? (
        <Trouble error={found.error} onRetry={() => void found.refetch()} />
      ) : found.isPending ? (
        <Waiting />
      ) : calls.length === 0 ? (
        <Notice
          title={t(narrowed ? "review.nothing.title" : "review.empty.title")}
          action={narrowed && <Button onClick={() => set(noFilters)}>{t("review.clear")}</Button>}
        >
          {t(narrowed ? "review.nothing.text" : "review.empty.text")}
        </Notice>
      ) : (
        <ul className={styles.calls} aria-busy={found.isFetching}>
          {calls.map((call) => (
            <CallRow key={call.session.id} call={call} />
          ))}
        </ul>
      )}
      {found.hasNextPage && (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("history.more")}
        </Button>
      )}
    </>
  );
}
