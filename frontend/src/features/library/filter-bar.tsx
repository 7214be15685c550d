import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { SelectField } from "~/components/field";
import { CrossIcon } from "~/components/icons";
import type { ScenarioSummary } from "~/lib/model";
import { type Filters, noFilters } from "./filters";
import styles from "./library.module.css";

interface Option {
  value: string;
  label: string;
  lang?: string;
}

/** Each filter with what it may be set to; the first option leaves it open. */
function useFields(all: ScenarioSummary[]): { key: keyof Filters; label: string; options: Option[] }[] {
  const { t } = useTranslation();
  const skills = new Map(all.flatMap((one) => one.trains.map((skill) => [skill.id, skill.name])));
  const options: Record<keyof Filters, Option[]> = {
    level: ["1", "2", "3"].map((value) => ({ value, label: t(`difficulty.${value}`) })),
    late: ["early", "late", "veryLate"].map((value) => ({ value, label: t(`library.filter.lateness.${value}`) })),
    trade: [...new Set(all.map((one) => one.trade))].map((value) => ({ value, label: value })),
    skill: [...skills].map(([value, label]) => ({ value, label })),
    lang: [
      { value: "zh", label: "中文", lang: "zh-CN" },
      { value: "en", label: "English", lang: "en" },
    ],
    own: ["new", "open", "passed"].map((value) => ({ value, label: t(`library.filter.result.${value}`) })),
  };
  return (Object.keys(options) as (keyof Filters)[]).map((key) => ({
    key,
    label: t(`library.filter.${key}`),
    options: [{ value: "", label: t("library.filter.any") }, ...options[key]],
  }));
}

/** The filters in a row; on a phone folded away, with those that are set to be taken off one by one. */
export function FilterBar({
  all,
  shown,
  filters,
  onChange,
}: {
  all: ScenarioSummary[];
  shown: number;
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const fields = useFields(all);
  const set = (key: keyof Filters, value: string) => onChange({ ...filters, [key]: value });
  const active = fields.filter(({ key }) => filters[key] !== "");
  return (
    <search className={styles.filters} aria-label={t("library.filter.title")}>
      <div className={styles.fold}>
        <Button size="s" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {active.length > 0 ? t("library.filter.foldSet", { count: active.length }) : t("library.filter.fold")}
        </Button>
        {active.map(({ key, label, options }) => {
          const now = options.find(({ value }) => value === filters[key]);
          return (
            <Button
              key={key}
              size="s"
              className={styles.chip}
              icon={<CrossIcon size={14} />}
              aria-label={t("library.filter.remove", { filter: label, value: now?.label ?? filters[key] })}
              onClick={() => set(key, "")}
            >
              <span lang={now?.lang}>{now?.label ?? filters[key]}</span>
            </Button>
          );
        })}
      </div>
      <div id={id} className={styles.fields} data-open={open}>
        {fields.map(({ key, label, options }) => (
          <SelectField
            key={key}
            compact
            label={label}
            value={filters[key] as string}
            onChange={(value) => set(key, value)}
            options={options}
          />
        ))}
      </div>
      <p className={styles.count} role="status">
        {t("library.filter.count", { count: shown })}
        {active.length > 0 && (
          <Button look="plain" size="s" onClick={() => onChange(noFilters)}>
            {t("library.filter.clear")}
          </Button>
        )}
      </p>
    </search>
  );
}
