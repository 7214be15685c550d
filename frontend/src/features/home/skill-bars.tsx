import { useTranslation } from "react-i18next";
import { ChartFrame } from "~/components/chart-frame";
import { dayOf } from "~/lib/format";
import { useUiLang } from "~/lib/i18n";
import type { PracticeItem } from "~/lib/model";
import styles from "./bars.module.css";

/** What a call and a criterion pass with. */
const passMark = 60;
/** How many are shown as bars; the table has all. */
const shown = 6;

/** Skills by how they sit, the weakest first: the bar is the recent mean, the tick the newest call. */
export function SkillBars({ items }: { items: PracticeItem[] }) {
  const { t } = useTranslation();
  const ui = useUiLang();
  const weakest = items[0];
  if (!weakest) return null;
  return (
    <ChartFrame
      title={t("home.skills.title")}
      summary={t(weakest.mean < passMark ? "home.skills.weak" : "home.skills.strong", {
        name: weakest.name,
        mean: weakest.mean,
        pass: passMark,
      })}
      table={{
        head: [
          t("home.skills.skill"),
          t("home.skills.mean"),
          t("home.skills.last"),
          t("home.skills.calls"),
          t("home.skills.due"),
        ],
        rows: items.map((item) => ({
          key: item.id,
          cells: [
            item.name,
            item.mean,
            item.last,
            item.calls,
            item.is_due ? t("home.skills.now") : dayOf(item.due, ui),
          ],
        })),
      }}
    >
      <ul className={styles.bars}>
        {items.slice(0, shown).map((item) => (
          <li key={item.id}>
            <p className={styles.name}>
              <span>{item.name}</span>
              {item.is_due && <span className={styles.due}>{t("home.skills.now")}</span>}
            </p>
            <svg className={styles.bar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
              <rect className={styles.track} x="0" y="2" width="100" height="8" />
              <rect className={styles.fill} data-low={item.mean < passMark} x="0" y="2" width={item.mean} height="8" />
              <rect className={styles.pass} x={passMark} y="0" width="0.4" height="12" />
              <rect className={styles.last} x={Math.min(99.2, item.last)} y="0" width="0.8" height="12" />
            </svg>
            <span className={`${styles.value} figures`}>{item.mean}</span>
          </li>
        ))}
      </ul>
      <p className={styles.legend}>
        <span>
          <i data-what="fill" /> {t("home.skills.mean")}
        </span>
        <span>
          <i data-what="last" /> {t("home.skills.last")}
        </span>
        <span>
          <i data-what="pass" /> {t("home.skills.pass", { pass: passMark })}
        </span>
      </p>
    </ChartFrame>
  );
}
