import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { CheckField, SelectField, TextField } from "~/components/field";
import { useUiLang } from "~/lib/i18n";
import { demoQuery, scenariosQuery } from "~/lib/queries";
import styles from "./filter-bar.module.css";
import { activeFilters, type Filters, noFilters } from "./filters";

/** How long to wait after a key before searching, in milliseconds. */
const pause = 250;

/** Begins the value of the choice of one trainee, beside those of a whole purpose. */
const trainee = "trainee:";

export function FilterBar({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const cases = useQuery(scenariosQuery(ui));
  const demo = useQuery(demoQuery());
  const [words, setWords] = useWords(filters.q, (q) => onChange({ ...filters, q }));
  const active = activeFilters(filters);
  const any = { value: "", label: t("review.filter.any") };
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  return (
    <search className={styles.search}>
      <TextField
        label={t("review.words")}
        type="search"
        value={words}
        maxLength={200}
        placeholder={t("review.wordsExample")}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setWords(event.target.value)}
      />
      <details className={styles.more} open={active > 0 || undefined}>
        <summary>{active > 0 ? t("review.filter.active", { count: active }) : t("review.filter.title")}</summary>
        <div className={styles.filters}>
          <SelectField
            label={t("review.filter.who")}
            value={filters.trainee ? `${trainee}${filters.trainee}` : filters.purpose}
            onChange={(who) =>
              set(
                who.startsWith(trainee)
                  ? { purpose: "", trainee: who.slice(trainee.length) }
                  : { purpose: who, trainee: "" },
              )
            }
            options={[
              { value: "", label: t("review.filter.everyone") },
              { value: "own", label: t("review.filter.own") },
              { value: "demo", label: t("review.filter.demoTeam") },
              ...(demo.data?.trainees ?? []).map((name) => ({
                value: `${trainee}${name}`,
                label: t("demo.tagOf", { name }),
              })),
              { value: "tour", label: t("review.filter.tour") },
            ]}
          />
          <SelectField
            label={t("review.filter.case")}
            value={filters.case}
            onChange={(value) => set({ case: value })}
            options={[any, ...(cases.data ?? []).map((one) => ({ value: one.id, label: one.title }))]}
          />
          <SelectField
            label={t("review.filter.verdict")}
            value={filters.verdict}
            onChange={(verdict) => set({ verdict })}
            options={[
              any,
              ...["pass", "fail", "needs_review", "not_scored", "void"].map((value) => ({
                value,
                label: t(`verdict.${value}`),
              })),
            ]}
          />
          <SelectField
            label={t("review.filter.redLine")}
            value={filters.red_line}
            onChange={(value) => set({ red_line: value })}
            options={[
              { value: "", label: t("review.filter.either") },
              { value: "any", label: t("review.filter.redAny") },
              ...["critical", "major", "minor"].map((value) => ({ value, label: t(`level.${value}`) })),
              { value: "none", label: t("review.filter.redNone") },
            ]}
          />
          <SelectField
            label={t("review.filter.mode")}
            value={filters.mode}
            onChange={(mode) => set({ mode })}
            options={[any, ...["practice", "exam"].map((value) => ({ value, label: t(`mode.${value}`) }))]}
          />
          <SelectField
            label={t("review.filter.lang")}
            value={filters.lang}
            onChange={(lang) => set({ lang })}
            options={[any, ...["zh", "en"].map((value) => ({ value, label: t(`lang.${value}`) }))]}
          />
          <div className={styles.range}>
            <TextField
              label={t("review.filter.min")}
              type="number"
              min={0}
              max={100}
              value={filters.min}
              onChange={(event) => set({ min: event.target.value })}
            />
            <TextField
              label={t("review.filter.max")}
              type="number"
              min={0}
              max={100}
              value={filters.max}
              onChange={(event) => set({ max: event.target.value })}
            />
          </div>
          <div className={`${styles.range} ${styles.days}`}>
            <TextField
              label={t("review.filter.from")}
              type="date"
              value={filters.from}
              onChange={(event) => set({ from: event.target.value })}
            />
            <TextField
              label={t("review.filter.to")}
              type="date"
              value={filters.to}
              onChange={(event) => set({ to: event.target.value })}
            />
          </div>
          <div className={styles.flags}>
            <CheckField
              label={t("review.filter.needsReview")}
              checked={filters.needs_review}
              onChange={(checked) => set({ needs_review: checked })}
            />
            <CheckField
              label={t("review.filter.openComments")}
              checked={filters.open_comments}
              onChange={(checked) => set({ open_comments: checked })}
            />
            <CheckField
              label={t("review.filter.overridden")}
              checked={filters.overridden}
              onChange={(checked) => set({ overridden: checked })}
            />
          </div>
          {active > 0 && (
            <Button size="s" look="plain" onClick={() => onChange({ ...noFilters, q: filters.q })}>
              {t("review.clear")}
            </Button>
          )}
        </div>
      </details>
    </search>
  );
}

/** What is typed, told on after a pause. A change of the address from elsewhere wins. */
function useWords(stored: string, onSettled: (words: string) => void) {
  const [typed, setTyped] = useState(stored);
  const [seen, setSeen] = useState(stored);
  if (stored !== seen) {
    setSeen(stored);
    if (stored !== typed.trim()) setTyped(stored);
  }
  useEffect(() => {
    if (typed.trim() === stored) return;
    const timer = setTimeout(() => onSettled(typed), pause);
    return () => clearTimeout(timer);
  });
  return [typed, setTyped] as const;
}
