import { useTranslation } from "react-i18next";
import { CheckIcon } from "~/components/icons";
import { civilDate, weekday } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { PracticeWeek } from "~/lib/model";
import styles from "./home.module.css";

/** The week's rhythm: some days with a call rather than a chain that must not break. */
export function WeekStrip({ week }: { week: PracticeWeek }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  return (
    <section className={styles.week} aria-label={t("home.week.title")}>
      <p className={styles.weekHead}>
        <span>{t("home.week.title")}</span>
        <span className="figures">{t("home.week.goal", { done: week.done, goal: week.goal })}</span>
      </p>
      <ol className={styles.days}>
        {week.days.map((day) => (
          <li key={day.date} data-done={day.calls > 0} aria-current={day.today ? "date" : undefined}>
            <span aria-hidden="true">{weekday(day.date, ui)}</span>
            <i aria-hidden="true">{day.calls > 0 && <CheckIcon size={14} />}</i>
            <span className="sr-only">{t("home.week.day", { date: civilDate(day.date, ui), count: day.calls })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
