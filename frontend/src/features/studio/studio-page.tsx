import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PageHead } from "~/components/page-head";
import { Trouble, Waiting } from "~/components/query-state";
import { moment } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import { keptDrafts } from "~/lib/local-draft";
import { contentQuery, type Published } from "~/lib/studio";
import { contentLang } from "~/lib/ui-lang";
import { useTitle } from "~/lib/use-title";
import { NewDraft } from "./new-draft";
import { PublishedLine, Withdraw } from "./published";
import styles from "./studio-page.module.css";

/** Where cases are written: drafts to go on with, and cases to start from. */
export function StudioPage() {
  const { t } = useTranslation();
  const ui = useUiLang();
  const content = useQuery(contentQuery());
  useTitle(t("nav.studio"));
  if (content.isPending) return <Waiting />;
  if (content.isError) return <Trouble error={content.error} onRetry={() => void content.refetch()} />;
  const { cases, published } = content.data;
  const kept = keptDrafts();
  const saved = content.data.drafts;
  const unsaved = kept.filter((id) => saved.every((one) => one.id !== id)).map((id) => ({ id, saved_at: null }));
  const drafts = [...saved, ...unsaved].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (
    <>
      <PageHead title={t("studio.title")}>{t("studio.lead")}</PageHead>
      <div className={styles.columns}>
        <div>
          <NewDraft
            cases={[...cases, ...published.filter((one) => one.fits)]}
            taken={drafts.map((draft) => draft.id)}
          />
          <p className={styles.real}>
            <Link href="/review/import">{t("import.fromStudio")}</Link>
          </p>
        </div>
        <section aria-labelledby="drafts">
          <h2 id="drafts">{t("studio.drafts")}</h2>
          {drafts.length === 0 ? (
            <p className={styles.quiet}>{t("studio.noDrafts")}</p>
          ) : (
            <ul className={styles.drafts}>
              {drafts.map((draft) => (
                <li key={draft.id}>
                  <Link href={`/studio/${draft.id}`}>{draft.id}</Link>
                  {draft.saved_at && (
                    <time dateTime={draft.saved_at} className="figures">
                      {t("studio.savedAt", { when: moment(draft.saved_at, ui) })}
                    </time>
                  )}
                  {published.some((one) => one.id === draft.id) && <span>{t("studio.published.mark")}</span>}
                  {kept.includes(draft.id) && <span>{t("studio.standing.unsaved")}</span>}
                </li>
              ))}
            </ul>
          )}
          {published.length > 0 && <PublishedCases cases={published} />}
          <p className={styles.quiet}>{t("studio.where")}</p>
        </section>
      </div>
    </>
  );
}

/** What was published here, with the way to its page in the library. */
function PublishedCases({ cases }: { cases: Published[] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <section aria-labelledby="published">
      <h2 id="published">{t("studio.published.title")}</h2>
      <ul className={styles.drafts}>
        {cases.map((one) => (
          <li key={one.id}>
            {one.fits ? (
              <Link href={`/cases/${one.id}`}>{contentLang(ui) === "zh" ? one.title.zh : one.title.en}</Link>
            ) : (
              one.id
            )}
            {one.fits ? (
              <span className="figures">
                {t("studio.published.edition", {
                  id: one.id,
                  edition: one.edition,
                  when: moment(one.published_at, ui),
                })}
              </span>
            ) : (
              <PublishedLine one={one} />
            )}
            <Withdraw one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
