import { useTranslation } from "react-i18next";
import { ChartFrame } from "~/components/chart-frame";
import { dayOf } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { PracticeItem } from "~/lib/model";
import styles from "./bars.module.css";

const shown = 6;
/** Calls beyond these are counted in the number only. */
const dots = 12;

/** Excuses by how often they won: one mark a call, filled where nobody got to the bottom of it. */
export function ExcuseBars({ items }: { items: PracticeItem[] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const worst = items[0];
  if (!worst) return null;
  return (
    <ChartFrame
      title={t("home.excuses.title")}
      summary={
        worst.lost > 0
          ? t("home.excuses.worst", { name: worst.name, lost: worst.lost, count: worst.calls })
          : t("home.excuses.none")
      }
      table={{
        head: [t("home.excuses.excuse"), t("home.excuses.met"), t("home.excuses.lost"), t("home.skills.due")],
        rows: items.map((item) => ({
          key: item.id,
          cells: [item.name, item.calls, item.lost, item.is_due ? t("home.skills.now") : dayOf(item.due, ui)],
        })),
      }}
    >
      <ul className={styles.bars}>
        {items.slice(0, shown).map((item) => (
          <li key={item.id}>
            <p className={styles.name}>
              <span>{item.name}</span>
            </p>
            <svg
              className={styles.marks}
              viewBox={`0 0 ${dots * 14} 14`}
              preserveAspectRatio="xMinYMid meet"
              aria-hidden="true"
            >
              {Array.from({ length: Math.min(dots, item.calls) }, (_, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the marks have no other name than their place
                <rect key={n} x={n * 14 + 1} y="1.5" width="11" height="11" rx="2.5" data-lost={n < item.lost} />
              ))}
            </svg>
            <span className={`${styles.value} figures`}>
              {item.lost}/{item.calls}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.legend}>
        <span>
          <i data-what="lost" /> {t("home.excuses.lost")}
        </span>
        <span>
          <i data-what="won" /> {t("home.excuses.settled")}
        </span>
      </p>
    </ChartFrame>
  );
}
