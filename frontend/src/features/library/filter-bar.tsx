import { useTranslation } from "react-i18next";
import { Button } from "~/components/button";
import { SelectField } from "~/components/field";
import type { ScenarioSummary } from "~/lib/model";
import { type Filters, noFilters, writeFilters } from "./filters";
import styles from "./library.module.css";

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
  const any = { value: "" as const, label: t("library.filter.any") };
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const trades = [...new Set(all.map((one) => one.trade))];
  const skills = new Map(all.flatMap((one) => one.trains.map((skill) => [skill.id, skill.name])));
  return (
    <search className={styles.filters} aria-label={t("library.filter.title")}>
      <SelectField
        compact
        label={t("library.filter.level")}
        value={filters.level}
        onChange={(level) => set({ level })}
        options={[any, ...(["1", "2", "3"] as const).map((value) => ({ value, label: t(`difficulty.${value}`) }))]}
      />
      <SelectField
        compact
        label={t("library.filter.late")}
        value={filters.late}
        onChange={(late) => set({ late })}
        options={[
          any,
          ...(["early", "late", "veryLate"] as const).map((value) => ({
            value,
            label: t(`library.filter.lateness.${value}`),
          })),
        ]}
      />
      <SelectField
        compact
        label={t("library.filter.trade")}
        value={filters.trade}
        onChange={(trade) => set({ trade })}
        options={[any, ...trades.map((value) => ({ value, label: value }))]}
      />
      <SelectField
        compact
        label={t("library.filter.skill")}
        value={filters.skill}
        onChange={(skill) => set({ skill })}
        options={[any, ...[...skills].map(([value, label]) => ({ value, label }))]}
      />
      <SelectField
        compact
        label={t("library.filter.lang")}
        value={filters.lang}
        onChange={(lang) => set({ lang })}
        options={[any, { value: "zh", label: "中文", lang: "zh-CN" }, { value: "en", label: "English", lang: "en" }]}
      />
      <SelectField
        compact
        label={t("library.filter.own")}
        value={filters.own}
        onChange={(own) => set({ own })}
        options={[
          any,
          ...(["new", "open", "passed"] as const).map((value) => ({
            value,
            label: t(`library.filter.result.${value}`),
          })),
        ]}
      />
      <p className={styles.count} role="status">
        {t("library.filter.count", { count: shown })}
        {writeFilters(filters) !== "" && (
          <Button look="plain" size="s" onClick={() => onChange(noFilters)}>
            {t("library.filter.clear")}
          </Button>
        )}
      </p>
    </search>
  );
}
